"""`python -m scripts.bench [FIGURE ...]`: how long commands take and how fast the services are.

Writes benchmarks/times.json; figures that are not named keep their last value. Each has its day and machine beside it.

Run it on an otherwise idle machine. Times are wall seconds of warm commands
(everything installed, contracts compiled); a compile is measured from nothing and after one edit.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from mutuel.domain.units import HOUR

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "benchmarks" / "times.json"
EDITED = ROOT / "contracts" / "engines" / "ParimutuelSettlement.sol"
LIMIT = HOUR  # for one command
PYTHON = sys.executable
COMPILE = (PYTHON, "-m", "scripts.compiled")
APE_TEST = ("ape", "test", "--network", "ethereum:local:test", "--disable-isolation", "-q")
"""As `make test-chain` calls it."""


def main(names: Sequence[str]) -> int:
    """Measures the named figures, all if none is named, and keeps the others of the file."""
    if unknown := set(names) - FIGURES.keys():
        sys.exit(f"no figure is called {', '.join(sorted(unknown))}; there are {', '.join(FIGURES)}")
    kept = json.loads(FILE.read_text()) if FILE.exists() else {}
    for name in names or FIGURES:
        figure, today = FIGURES[name](), datetime.now(UTC).date().isoformat()
        kept[name] = {"figure": figure, "machine": machine(), "measuredOn": today}
        FILE.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n")
        print(json.dumps({name: figure}), flush=True)
    return 0


def compile_one_edit() -> float:
    with edited(EDITED):
        seconds = timed(COMPILE)
    timed(COMPILE)
    return seconds


def machine() -> str:
    """What this is: "2 cores of AMD EPYC, 24 GiB, Linux, Python 3.11.7"."""
    memory = round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
    python = f"Python {platform.python_version()}"
    return f"{os.cpu_count()} cores of {_cpu()}, {memory} GiB, {platform.system()}, {python}"


def timed(command: Sequence[str]) -> float:
    """Wall seconds of a command that must succeed."""
    print(" ".join(command), file=sys.stderr, flush=True)
    began = time.monotonic()
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(command, cwd=ROOT, stdout=output, stderr=output, timeout=LIMIT, check=False)
        if done.returncode:
            output.seek(0)
            sys.exit(output.read()[-4_000:].decode(errors="replace"))
    return round(time.monotonic() - began, 1)


def printed(words: Sequence[str]) -> Any:
    """The last line, JSON, of a Python command."""
    print(" ".join(words), file=sys.stderr, flush=True)
    done = subprocess.run(
        [PYTHON, *words], cwd=ROOT, capture_output=True, text=True, timeout=LIMIT, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


@contextmanager
def edited(source: Path) -> Iterator[None]:
    """One file with one more comment, for a while."""
    before = source.read_bytes()
    source.write_bytes(before + b"// edited by the benchmark\n")
    try:
        yield
    finally:
        source.write_bytes(before)


def _cpu() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "unknown")


FIGURES: Final[dict[str, Callable[[], Any]]] = {
    "compileAllSeconds": lambda: timed(["ape", "compile", "--force"]),
    "compileOneEditSeconds": compile_one_edit,
    "demoOnceSeconds": lambda: timed(["make", "--silent", "demo-once"]),
    "stateMachineSeconds": lambda: timed([*APE_TEST, "tests/stateful"]),
    "differentialSeconds": lambda: timed([*APE_TEST, "tests/differential"]),
    "indexer": lambda: printed(["-m", "scripts.bench.indexer"]),
    "api": lambda: printed(["-m", "scripts.bench.api"]),
    "oracle": lambda: printed(["-m", "scripts.bench.oracle"]),
    "verify": lambda: printed(["-m", "scripts.bench.verify"]),
    "payoutsInWords": lambda: printed(["-m", "scripts.bench.words"]),
    "testSeconds": lambda: timed(["make", "--silent", "test"]),
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
