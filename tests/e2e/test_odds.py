"""What the page shows is what the contracts say at the same block."""

from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.house import WEEK, House

HUNDREDTH = 10**4  # of the lens's 6 decimals; the page cuts the rest off


def test_odds__as_shown__equal_the_lens_at_the_block_the_api_names(house: House, visit: Visit) -> None:
    market = house.open_market(WEEK)
    with visit(None) as visitor:
        visitor.go(f"/m/{market['marketId']}")
        answer = house.get(f"/api/markets/{market['marketId']}/odds")
        lens = house.lens.read("odds", int(market["marketId"]), block=answer["block"])
        outcomes = answer["outcomes"]
        assert [outcome["odds"] for outcome in outcomes] == [
            f"{odds // 10**6}.{odds % 10**6:06d}" for odds in lens[: len(outcomes)]
        ]
        for index, odds in enumerate(lens[: len(outcomes)]):
            shown = f"{odds // 10**6}.{odds % 10**6 // HUNDREDTH:02d}×"
            expect(visitor.range(index)).to_contain_text(shown)
