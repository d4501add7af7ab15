from typing import Any

import pytest

from scripts.governance.wording import meaning


@pytest.mark.parametrize(
    ("function", "values", "words"),
    [
        ("rule", {"value": 20_805_000_000, "isVoid": False}, "the price was 208.05000000 USD"),
        ("fallbackRule", {"value": 0, "isVoid": False}, "the first outcome won"),
        ("rule", {"value": 1, "isVoid": False}, "the second outcome won"),
        ("rule", {"value": 0, "isVoid": True}, "void, every stake goes back"),
        ("setTvlCap", {"cap": 1_500_000_000_001}, "1,500,000.000001 USDC"),
        ("setTvlCap", {"cap": 0}, "no cap"),
        ("payLarge", {"to": "0x", "amount": 5, "reason": b""}, "0.000005 USDC"),
        ("coverShortfall", {"marketId": 7, "amounts": [2_000_000, 500_000]}, "2.500000 USDC"),
        ("addSource", {"id": 3}, None),
    ],
)
def test_meaning__function__says_units_of_people(
    function: str, values: dict[str, Any], words: str | None
) -> None:
    assert meaning(function, values) == words
