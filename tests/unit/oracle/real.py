"""Where real payloads and histories lie, if they lie beside the project; each test has a synthetic twin."""

from __future__ import annotations

import os
from pathlib import Path

REAL = Path(os.environ.get("MUTUEL_REAL_DATA", Path(__file__).parents[4] / "shared" / "data"))
