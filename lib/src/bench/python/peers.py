"""Other libraries at the tasks of the benchmarks:  python peers.py PEER

PEER is numpy, jax, autograd, scikit-learn, scipy, torch, torch-autograd or torch-single. Reads one JSON object per line,
answers with one per line. How many threads and processors there are is for the caller to limit.
"""
import json
import sys

from libraries import PEERS
from tasks import answer


def main():
    peer = PEERS[sys.argv[1]]()
    for line in sys.stdin:
        try:
            reply = answer(peer, **json.loads(line))
        except Exception as error:  # noqa: BLE001 (answers it and goes on)
            reply = {"error": " ".join(f"{type(error).__name__}: {error}".split())}
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main()
