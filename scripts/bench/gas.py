"""Writes benchmarks/gas.json: what each act costs, measured by the gas gate itself on Ape's node."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = "tests/contracts/gas"
TIMEOUT = 600  # seconds


def main() -> int:
    """The gate's exit code: figures over a limit are written too, and fail."""
    ape = Path(sys.executable).with_name("ape")
    environment = os.environ | {"BENCH_GAS": "write"}
    return subprocess.run(
        [ape, "test", TESTS, "-q"], cwd=ROOT, env=environment, timeout=TIMEOUT, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
