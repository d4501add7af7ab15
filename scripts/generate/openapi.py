"""Writes frontend/openapi.json, from which the page's client is generated.

Run: python scripts/generate/openapi.py
"""

import json
from pathlib import Path

from backend.app import create_app
from mutuel.settings import Settings

OUTPUT = Path(__file__).resolve().parents[2] / "frontend" / "openapi.json"


def rendered() -> str:
    """The document as committed: sorted by nothing but the code, two spaces, one newline at the end."""
    return json.dumps(create_app(Settings()).openapi(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(rendered())
