"""That Shift-Tab shows the library's documentation in the real kernel, of which it needs more than the kernel offers openly."""
import asyncio

import archive
import environment

CODE = "Backprop.hiddenError("
SAYS = "BP2, a hidden error: δˡ ="


async def problems(timeout):
    return await asyncio.to_thread(found, timeout)


def found(timeout):
    with archive.kernel(archive.command(environment.jjava_folder(environment.VENV))) as client:
        client.execute(archive.setup_cell(), reply=True, timeout=timeout)
        told = client.inspect(CODE, len(CODE), reply=True, timeout=timeout)["content"]
        text = told.get("data", {}).get("text/plain", "")
    return [] if SAYS in text else [f"Shift-Tab at the end of '{CODE}' must show its documentation, but showed '{text}'"]
