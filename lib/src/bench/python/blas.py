"""Says which BLAS is in files, and the kernel it chooses for this processor:  python blas.py FILE..."""
import ctypes
import sys

from threadpoolctl import threadpool_info


def loaded():
    """The BLAS of this process, one or more: scipy brings its own."""
    found = [library for library in threadpool_info() if library["user_api"] == "blas"]
    names = [f"{b['internal_api']} {b['version']}, kernel {b.get('architecture')}" for b in found]
    return " and ".join(sorted(set(names))) or "no BLAS that can be asked"


if __name__ == "__main__":
    for file in sys.argv[1:]:
        ctypes.CDLL(file)
    print(loaded())
