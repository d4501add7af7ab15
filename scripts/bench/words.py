"""python -m scripts.bench.words [--seconds N]: whether a solver can add up payouts as the machine computes them.

Two winners share a pool, in words of 256 bits: can their payouts exceed it? It is the smallest question of its kind,
and too hard; which is why tests/proofs reasons over integers instead. Prints one line of JSON.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from typing import Final

import z3

BITS: Final = 256
STAKE_BITS: Final = 48
WEIGHT_BITS: Final = 72
"""Of a pool, as PoolLib packs it."""


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Whether a solver can add up payouts in words of 256 bits.")
    parser.add_argument("--seconds", type=int, default=600, help="how long it may try")
    seconds: int = parser.parse_args(words).seconds
    answer = two_winners(seconds)
    computed = round(time.process_time(), 1)
    print(json.dumps({"limitSeconds": seconds, "answer": answer, "processorSeconds": computed}))
    return 0


def two_winners(seconds: int) -> str:
    """Whether floor(net * first / weights) + floor(net * second / weights) never exceeds net: proved or refuted, or
    that the time was over."""
    net, first, second = z3.BitVecs("net first second", BITS)
    weights = first + second
    paid = z3.UDiv(net * first, weights) + z3.UDiv(net * second, weights)
    solver = z3.Solver()
    solver.set("timeout", seconds * 1_000)
    solver.add(
        z3.ULT(net, 1 << STAKE_BITS), z3.ULT(first, 1 << WEIGHT_BITS), z3.ULT(second, 1 << WEIGHT_BITS)
    )
    solver.add(weights != 0, z3.UGT(paid, net))
    answer = solver.check()
    if answer == z3.unknown:
        return str(solver.reason_unknown())
    return "proved" if answer == z3.unsat else "refuted"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
