"""A window of a match: late bets count for less, and one that could not pay is refused until the person wants it."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.house import House

FAVOURITE, OTHER = 90 * 10**6, 5 * 10**6  # micro-USDC: so lopsided that the winners hardly gain
STAKE = 10 * 10**6
LATER = 120  # seconds between their bets and the visitor's, so that hers surely weighs less than theirs
SIGN = "eth_signTypedData_v4"
MULTIPLIER = re.compile(r"0\.\d\d×")


def test_window__bet_below_break_even__is_refused_until_allowed_and_counts_for_less(
    house: House, visit: Visit
) -> None:
    market, wallet = house.window(), house.visitor()
    house.somebody_bets(market, 0, FAVOURITE)
    house.somebody_bets(market, 1, OTHER)
    house.wait(LATER)
    house.settle_down()
    name = market["outcomes"][0]["label"]
    with visit(wallet) as visitor:
        visitor.go(f"/m/{market['marketId']}")
        visitor.connect()
        visitor.page.get_by_role("radio").filter(has_text=name).click()
        visitor.stake.fill("10")
        expect(visitor.slip).to_contain_text("Even if it wins, this bet returns about")
        for label in ("Your stake counts at", "If you wait 30 s", "Break-even at"):
            line = visitor.slip.locator("dl > div", has_text=label)
            expect(line).to_contain_text(MULTIPLIER)
        expect(visitor.slip.get_by_role("button", name="Check the stake")).to_be_disabled()
        assert SIGN not in wallet.log
        visitor.slip.get_by_role("checkbox", name="Allow a winning bet that returns less").check()
        visitor.slip.get_by_role("button", name=f"Bet $10.00 on {name}").click()
        expect(visitor.page.get_by_label("Notifications")).to_contain_text("Bet placed")
    held = house.position(market, wallet)
    full = STAKE * (market["close"] - market["open"])
    assert held.stakes == (STAKE, 0)
    assert 0 < held.weights[0] < full
