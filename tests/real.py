"""Real payloads and histories, which lie beside the project or nowhere: their licences forbid to ship them. Which
folder, and what is in it: CONTRIBUTING.md.

Each test that reads them has a synthetic twin of the same shape beside it, which always runs.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REAL = Path(os.environ.get("MUTUEL_REAL_DATA", Path(__file__).parents[2] / "shared" / "data"))
needs_real_data = pytest.mark.skipif(
    not REAL.exists(),
    reason=f"no real data in {REAL}, set MUTUEL_REAL_DATA to its folder (CONTRIBUTING.md); its synthetic twin runs",
)
