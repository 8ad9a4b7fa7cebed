"""The start time of a program beside another: `compare_starts.py PROGRAM OTHER LIMIT`; exits 1 above the limit.

The two are run in turn, and the medians are compared, so that a busy machine slows both.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

ROUNDS = 15


def seconds(program: str) -> float:
    """Return the time of `PROGRAM --version` in seconds."""
    begun = time.perf_counter()
    subprocess.run([program, "--version"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def main() -> None:
    """Print the ratio of the medians."""
    program, other, limit = sys.argv[1], sys.argv[2], float(sys.argv[3])
    pairs = [(seconds(program), seconds(other)) for _ in range(ROUNDS)]
    first, second = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"start: {first / second:.2f} times the other's, at most {limit}")
    sys.exit(first / second > limit)


if __name__ == "__main__":
    main()
