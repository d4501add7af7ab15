"""A person opens a market, bets, sees it settle and gets what the rules say."""

import json

from playwright.sync_api import Page, Route, WebSocket, expect

from mutuel.domain.units import parse_usdc
from tests.e2e.conftest import Visit
from tests.e2e.house import WEEK, House, Market
from tests.e2e.money import cents_down, typed, usd
from tests.e2e.visitor import Visitor
from tests.e2e.wallet import Wallet

STAKE = 42_500_001  # micro-USDC: no round number, so that rounding shows
OTHERS = 7 * 10**6
FOREIGN_CHAIN = 1
SIGN, SEND = "eth_signTypedData_v4", "eth_sendTransaction"


def test_bet__declined_then_signed__settles_and_claims_to_the_micro_unit(house: House, visit: Visit) -> None:
    market, wallet = house.open_market(WEEK), house.visitor()
    winner = house.winner(market)
    with visit(wallet) as visitor:
        visitor.go()
        visitor.open_market(market["title"])
        visitor.connect()
        _declines_the_signature(house, visitor, market, winner)
        _bets(house, visitor, market, winner)
        _sees_others_bet(house, visitor, market, winner)
        decided = house.decide(market)
        expected = house.payout(market, wallet)
        assert decided["phase"] == "settled"
        assert house.has_won(decided, winner)
        assert expected > STAKE
        _claims(house, visitor, expected)
        visitor.page.reload()
        expect(visitor.page.get_by_text("it has been paid")).to_be_visible()


def _declines_the_signature(house: House, visitor: Visitor, market: Market, winner: int) -> None:
    wallet, before = _wallet(visitor), house.balance(_wallet(visitor))
    visitor.range(winner).click()
    visitor.stake.fill(typed(STAKE))
    wallet.reject_next.add(SIGN)
    visitor.slip.get_by_role("button", name=f"Bet {usd(STAKE)}").click()
    refusal = visitor.slip.get_by_role("alert")
    expect(refusal).to_contain_text("You declined in your wallet.")
    expect(refusal).to_contain_text("No money moved.")
    assert (house.balance(wallet), sum(house.stakes(market, wallet))) == (before, 0)
    assert SEND not in wallet.log


def _bets(house: House, visitor: Visitor, market: Market, winner: int) -> None:
    wallet, before = _wallet(visitor), house.balance(_wallet(visitor))
    wallet.log.clear()
    visitor.slip.get_by_role("button", name=f"Bet {usd(STAKE)}").click()
    expect(visitor.page.get_by_label("Notifications")).to_contain_text("Bet placed")
    position = visitor.page.get_by_role("region", name="Your position")
    expect(position).to_contain_text(usd(STAKE))
    expect(visitor.slip.get_by_role("alert")).to_have_count(0)
    assert (wallet.log.count(SIGN), wallet.log.count(SEND)) == (1, 1)
    assert house.stakes(market, wallet) == tuple(
        STAKE if outcome == winner else 0 for outcome in range(len(market["outcomes"]))
    )
    assert house.balance(wallet) == before - STAKE
    house.settle_down()
    [row] = house.get(f"/api/accounts/{wallet.address}/positions")["items"]
    assert [parse_usdc(stake["stake"]) for stake in row["stakes"]] == [STAKE]


def _sees_others_bet(house: House, visitor: Visitor, market: Market, winner: int) -> None:
    """The stream alone brings it: the page's own questions are answered with what was true before."""
    heard = Heard(visitor.page, market)
    visitor.page.reload()
    expect(visitor.account).to_be_visible()
    total = house.pools(market).total
    expect(visitor.figure("Total pool")).to_have_text(cents_down(total))
    heard.freeze(house.detail(market))
    house.somebody_bets(market, winner, OTHERS)
    expect(visitor.figure("Total pool")).to_have_text(cents_down(total + OTHERS))
    assert total + OTHERS in heard.totals
    heard.thaw()


class Heard:
    """What the stream told a page about one market; can hold the page's own requests back in time."""

    def __init__(self, page: Page, market: Market) -> None:
        self._page, self._id = page, market["marketId"]
        self.totals: list[int] = []
        page.on("websocket", self._listen)

    def freeze(self, detail: Market) -> None:
        def answer(route: Route) -> None:
            route.fulfill(json=detail)

        self._page.route(f"**/api/markets/{self._id}", answer)

    def thaw(self) -> None:
        self._page.unroute(f"**/api/markets/{self._id}")

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda text: self._note(json.loads(text)))

    def _note(self, message: Market) -> None:
        if message["type"] in ("snapshot", "delta") and message["marketId"] == self._id:
            self.totals.append(parse_usdc(message["total"]))


def _claims(house: House, visitor: Visitor, expected: int) -> None:
    wallet, before = _wallet(visitor), house.balance(_wallet(visitor))
    claim = visitor.button(f"Claim {usd(expected)}")
    claim.click()
    expect(visitor.page.get_by_label("Notifications")).to_contain_text(f"{usd(expected)} is in your wallet")
    expect(claim).to_have_count(0)
    assert house.balance(wallet) == before + expected


def test_bet__wallet_on_another_network__is_guarded_until_it_switches(house: House, visit: Visit) -> None:
    market, wallet = house.open_market(WEEK), house.visitor()
    wallet.shown_chain = FOREIGN_CHAIN
    with visit(wallet) as visitor:
        visitor.go(f"/m/{market['marketId']}")
        visitor.connect()
        guard = visitor.page.get_by_role("alert").filter(has_text="Your wallet is on another network.")
        expect(guard).to_be_visible()
        visitor.range(0).click()
        visitor.stake.fill("5")
        visitor.slip.get_by_role("button", name="Switch to").click()
        expect(guard).to_have_count(0)
        expect(visitor.slip.get_by_role("button", name="Bet $5.00")).to_be_enabled()
        assert not {SIGN, SEND} & set(wallet.log)


REFUSED = {
    "0": "The smallest bet is $1.00.",
    "0.999999": "The smallest bet is $1.00.",
    "1.0000001": "USDC has 6 decimals at most.",
    "-5": "A stake cannot be negative.",
    "1,000": "Write the amount in digits, with a point before the decimals",
    "100.000001": "You can still stake $100.00, because the pool is small",
    "999999999999999999999": "This is more USDC than there can be.",
}


def test_bet__amount_nobody_can_stake__says_why_and_asks_the_wallet_nothing(
    house: House, visit: Visit
) -> None:
    market, wallet = house.open_market(WEEK), house.visitor()
    with visit(wallet) as visitor:
        visitor.go(f"/m/{market['marketId']}")
        visitor.connect()
        visitor.range(1).click()
        for amount, words in REFUSED.items():
            visitor.stake.fill(amount)
            expect(visitor.slip).to_contain_text(words)
            expect(visitor.slip.get_by_role("button", name="Check the stake")).to_be_disabled()
            expect(visitor.stake).to_have_attribute("aria-invalid", "true")
            visitor.stake.press("Enter")
        visitor.stake.fill("1")
        expect(visitor.slip.get_by_role("button", name="Bet $1.00 on B")).to_be_enabled()
    assert not {SIGN, SEND} & set(wallet.log)
    assert sum(house.stakes(market, wallet)) == 0


def _wallet(visitor: Visitor) -> Wallet:
    assert visitor.wallet
    return visitor.wallet
