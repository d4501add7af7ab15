"""Several bets on one slip: one transaction, a result for each."""

from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.house import DAY, QUIET, RACE, House

EACH = 25 * 10**6  # micro-USDC
ELSEWHERE = 90 * 10**6  # with EACH above what one account may stake in a small pool
SEND = "eth_sendTransaction"


def test_batch__limit_reached_elsewhere_meanwhile__places_the_rest_and_takes_nothing_for_it(
    house: House, visit: Visit
) -> None:
    quiet, race, day = house.open_market(QUIET), house.day_market(RACE), house.day_market(DAY)
    wallet = house.visitor()
    before = house.balance(wallet)
    with visit(wallet) as visitor:
        visitor.go()
        visitor.connect()
        for market in (quiet, race, day):
            visitor.card(market["title"]).get_by_role("button").first.click()
        visitor.slip.get_by_role("button", name="$25", exact=True).click()
        # While the person looks at the wallet, the same account bets on the race from somewhere else.
        selector = "0x" + house.engine.prepare("betBatch", [], False).data[:4].hex()
        wallet.meanwhile[selector] = lambda: house.bet(wallet, race, 1, ELSEWHERE, spare=3 * EACH)
        wallet.log.clear()
        visitor.slip.get_by_role("button", name="Place 3 bets · $75.00").click()
        expect(visitor.page.get_by_label("Notifications")).to_contain_text("2 of 3 bets placed")
        results = visitor.slip.get_by_role("list", name="Results").get_by_role("listitem")
        expect(results.filter(has_text="$25.00 placed.")).to_have_count(2)
        expect(results.filter(has_text=race["title"])).to_contain_text(
            "Not placed, and nothing was taken. The stake was above your limit in this market."
        )
        expect(visitor.slip.get_by_role("list", name="Bets on the slip")).to_contain_text(race["title"])
    assert wallet.log.count(SEND) == 2  # the allowance of exactly the total, then all bets at once
    staked = [sum(house.stakes(market, wallet)) for market in (quiet, race, day)]
    assert staked == [EACH, ELSEWHERE, EACH]
    assert house.balance(wallet) == before - sum(staked)
    assert house.allowance(wallet) == EACH
