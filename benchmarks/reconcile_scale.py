"""python -m benchmarks.reconcile_scale [--sizes 1000 10000 100000] [--added 100]

Reconciles so many made-up accounts (`made_accounts.py`: about three an incident, a place for every twenty
incidents), then adds some more, and prints seconds, accounts a second, comparisons, incidents and memory.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time

from benchmarks.made_accounts import some_accounts
from onrecord.reconcile.incidents import IncidentIndex


def main(argv: list[str]) -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reconcile_scale")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--added", type=int, default=100)
    chosen = parser.parse_args(argv)
    print("| accounts | seconds | accounts/s | comparisons an account | incidents | adding | peak memory |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for size in chosen.sizes:
        accounts = some_accounts(size + chosen.added, seed=size, places=max(8, size // 60))
        index = IncidentIndex()
        start = time.perf_counter()
        index.add(accounts[:size])
        incidents = len(index.incidents())
        spent = time.perf_counter() - start
        compared = index.compared / size
        start = time.perf_counter()
        index.add(accounts[size:])
        index.incidents()
        adding = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"| {size:,} | {spent:.1f} | {size / spent:,.0f} | {compared:.1f} | {incidents:,} "
            f"| {chosen.added} in {adding:.2f} s | {peak:,.0f} MB |",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
