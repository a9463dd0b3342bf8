"""Other libraries at the tasks of the benchmarks:  THREADS=1 python peers.py PEER

PEER is numpy, jax, autograd, scipy, torch or torch-autograd. Reads one JSON object per line,
answers with one per line.
"""
import json
import os
import sys


def limit_threads(threads):
    """Before numerical libraries load: they read these once. JAX heeds little but the number of cores."""
    for name in ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"]:
        os.environ.pop(name, None)
    for name in ["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"]:
        os.environ[name] = str(threads)
    if threads == 1:
        os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])


def main():
    limit_threads(int(os.environ.get("THREADS", "1")))
    from libraries import PEERS
    from tasks import answer

    peer = PEERS[sys.argv[1]]()
    for line in sys.stdin:
        try:
            reply = answer(peer, **json.loads(line))
        except Exception as error:  # noqa: BLE001 (answers it and goes on)
            reply = {"error": " ".join(f"{type(error).__name__}: {error}".split())}
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main()
