"""Up or down in a session, and a race through it: bet, decided by the closes, claimed."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.house import DAY, RACE, House
from tests.e2e.money import typed, usd
from tests.e2e.visitor import Visitor

STAKE = 31_415_927  # micro-USDC
OTHERS = 40 * 10**6


@pytest.mark.parametrize("template", [DAY, RACE])
def test_day__bet_on_what_will_win__settles_by_the_closes_and_pays_to_the_micro_unit(
    house: House, visit: Visit, template: str
) -> None:
    market, wallet = house.day_market(template), house.visitor()
    winner, before = house.winner(market), house.balance(wallet)
    house.somebody_bets(market, 1 - winner, OTHERS)
    with visit(wallet) as visitor:
        visitor.go(f"/m/{market['marketId']}")
        visitor.connect()
        visitor.page.get_by_role("radio").filter(has_text=market["outcomes"][winner]["label"]).click()
        visitor.stake.fill(typed(STAKE))
        visitor.slip.get_by_role("button", name=f"Bet {usd(STAKE)}").click()
        expect(visitor.page.get_by_label("Notifications")).to_contain_text("Bet placed")
        decided = house.decide(market)
        assert (decided["phase"], decided["winner"]) == ("settled", winner)
        owed = house.payout(market, wallet)
        assert owed > STAKE
        visitor.button(f"Claim {usd(owed)}").click()
        expect(visitor.page.get_by_label("Notifications")).to_contain_text(f"{usd(owed)} is in your wallet")
        _checks_it(visitor, owed)
    assert house.balance(wallet) == before - STAKE + owed


def _checks_it(visitor: Visitor, owed: int) -> None:
    """The page computes everything again, from the chain's logs and the archive, and agrees with what was paid."""
    visitor.page.get_by_role("tab", name="Rules & proof").click()
    visitor.button("Check it in this browser").click()
    expect(visitor.page.get_by_text("Nothing differs.")).to_be_visible()
    steps = visitor.page.get_by_role("list", name="Steps of the check")
    expect(steps).to_contain_text("archived answers and their manifest give the Merkle root on chain")
    expect(steps).to_contain_text(f"{usd(owed)} by the rules, and you were paid it")
