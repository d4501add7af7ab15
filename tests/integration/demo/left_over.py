"""Finds processes that a run left behind: children inherit the mark of the run from its environment."""

from pathlib import Path

MARK = "MUTUEL_TEST_MARK"


def marked_processes(mark: str) -> list[str]:
    """Command lines of every process that still carries `mark`."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"{MARK}={mark}".encode() in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
    return found
