"""A private local chain, ended with the test that started it."""

import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

PACKAGES = Path(__file__).resolve().parents[2] / "node_modules" / "@foundry-rs"
"""The binary itself: unlike in scripts/anvil all past states are kept unless told otherwise, since reorgs go back."""
START_SECONDS = 60
A_WEDNESDAY = 1_768_370_400
"""2026-01-14 06:00 UTC: amid a day, a week and a month, so that nothing ends while a test plays a few hours."""


@contextmanager
def running(*options: str) -> Iterator[str]:
    """Yields the node's URL, on a free port of this machine."""
    [anvil] = PACKAGES.glob("anvil-*-*/bin/anvil")
    # A file, not a pipe: anvil writes a lot and would wait for somebody to read it.
    with tempfile.TemporaryDirectory() as states, tempfile.NamedTemporaryFile("w+") as output:
        command = [str(anvil), "--port", "0", "--host", "127.0.0.1", "--cache-path", states, *options]
        process = subprocess.Popen(command, stdout=output, stderr=output)
        try:
            yield _url(process, Path(output.name))
        finally:
            process.kill()
            process.wait(timeout=10)


def for_contracts() -> AbstractContextManager[str]:
    """The chain of a session's contract tests: gas costs nothing, of thousands of blocks only the latest are kept, and
    it begins at the same time whenever it is started.

    Ape could start it, but on a port drawn by chance from those of outgoing connections, for 20 seconds, and once.
    """
    return running(
        "--hardfork", "cancun", "--prune-history", "512", "--steps-tracing", "--accounts", "20",
        "--timestamp", str(A_WEDNESDAY), "--balance", "1000000", "--block-base-fee-per-gas", "0", "--gas-price", "0",
    )  # fmt: skip


def _url(process: subprocess.Popen[bytes], output: Path) -> str:
    for _ in range(START_SECONDS * 50):
        if found := re.search(r"Listening on (\S+)", output.read_text()):
            return f"http://{found[1]}"
        assert process.poll() is None, output.read_text()
        time.sleep(0.02)
    raise AssertionError(f"anvil did not listen within {START_SECONDS} s")
