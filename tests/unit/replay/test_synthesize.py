from __future__ import annotations

from pathlib import Path

import pytest

from scripts.replay import synthesize
from scripts.replay.histories import SYNTHETIC


def test_main__run_again__writes_what_is_in_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(synthesize, "FOLDER", tmp_path)
    synthesize.main()
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.suffix == ".csv"}
    assert len(written) == 3
    assert written == {name: (SYNTHETIC / name).read_bytes() for name in written}
