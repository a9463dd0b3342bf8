"""Runs a notebook as a page does, through a Jupyter server: no kernel is started here.

    through_server.py URL TOKEN FOLDER-ON-THE-SERVER FOLDER-HERE NN     prints what was seen, as JSON; the kernel is left alive

NN begins the notebook's name, or is code of its own. Needs what a Jupyter server brings with it.
"""
import copy
import json
import pathlib
import sys
import time
import urllib.request
import uuid

import nbformat
import websocket

import compare

OUTPUTS = ["stream", "display_data", "execute_result", "error", "update_display_data"]


def main():
    url, token, place, folder, name = sys.argv[1:]
    start = time.monotonic()
    path = next(pathlib.Path(folder).glob(name + "-*.ipynb"), None)
    committed = nbformat.read(path, 4) if path else nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(name)])
    fresh = copy.deepcopy(committed)
    cells = compare.code_cells(fresh)
    kernel = start_kernel(url, token, place)
    channel = websocket.create_connection(
        f"{url.replace('http', 'ws', 1)}/api/kernels/{kernel}/channels", header={"Authorization": f"token {token}"}, timeout=300)
    first, displays = None, {}
    for count, cell in enumerate(cells, 1):
        cell.outputs, cell.execution_count = run(channel, cell.source, displays), count
        first = first or time.monotonic() - start
    channel.close()
    errors = [output for cell in cells if not compare.may_throw(cell) for output in cell.outputs if output.output_type == "error"]
    problems = [f"{error.ename}: {error.evalue}" for error in errors]
    problems += compare.output_problems(path.name, committed, fresh) if path else []
    if problems:
        sys.exit("\n".join(problems))
    print(json.dumps({"kernel": kernel, "first": first, "all": time.monotonic() - start, "cells": len(cells)}))


def start_kernel(url, token, place):
    request = urllib.request.Request(
        f"{url}/api/kernels", json.dumps({"name": "java", "path": place}).encode(), {"Authorization": f"token {token}"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["id"]


def run(channel, code, displays):
    """Runs a cell and returns its outputs; what an earlier cell displays may change."""
    header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "session": "page", "username": "", "version": "5.3"}
    content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": True}
    channel.send(json.dumps({
        "channel": "shell", "header": header, "parent_header": {}, "metadata": {}, "content": content, "buffers": []}))
    outputs, waits_for = [], {"execute_reply", "idle"}
    while waits_for:
        message = json.loads(channel.recv())
        kind = message["header"]["msg_type"]
        if message["parent_header"].get("msg_id") != header["msg_id"]:
            continue
        if kind in OUTPUTS:
            add(outputs, displays, nbformat.from_dict(message))
        waits_for -= {kind, message["content"].get("execution_state")}
    return outputs


def add(outputs, displays, message):
    """Adds an output, or shows another in the place of one; what is printed piece by piece is one."""
    display = message.content.get("transient", {}).get("display_id")
    if message.header.msg_type == "update_display_data":
        displays[display].update(data=message.content.data, metadata=message.content.metadata)
        return
    output = nbformat.v4.output_from_msg(message)
    if outputs and output.output_type == outputs[-1].output_type == "stream" and output.name == outputs[-1].name:
        outputs[-1].text += output.text
    else:
        outputs.append(output)
    displays[display] = outputs[-1]


if __name__ == "__main__":
    main()
