"""Doubt about a result, through the page: a report is challenged; a dispute is shown, voted on, ruled and over."""

import re

from playwright.sync_api import Locator, expect

from scripts.demo.disputes import Dispute
from tests.e2e.axe import assert_accessible
from tests.e2e.conftest import Visit
from tests.e2e.house import DAY, House, Market
from tests.e2e.money import usd
from tests.e2e.quarrel import Quarrel
from tests.e2e.visitor import Visitor

STAKE = 40 * 10**6  # micro-USDC
BOND = 100 * 10**6
WRONG = "123.45"  # dollars that no source said
WINDOW = 2 * 3_600  # seconds in which a second report can be challenged
SEND = "eth_sendTransaction"


def test_challenge__reported_close__locks_the_bond_is_answered_and_loses_it(
    house: House, visit: Visit
) -> None:
    market, wallet, quarrel = _played(house), house.visitor(), Quarrel(house)
    before = house.balance(wallet)
    quarrel.report(market)
    with visit(wallet, reduced_motion="reduce") as visitor:
        visitor.go(f"/m/{market['marketId']}")
        visitor.connect()
        visitor.page.get_by_role("button", name="Challenge this result").click()
        form = visitor.page.get_by_role("dialog")
        expect(form).to_contain_text("The report says that AAPL was at $")
        expect(form).to_contain_text(f"you get {usd(BOND + BOND // 2)}: your bond and half of the reporter's")
        expect(form).to_contain_text(
            "Two transactions: $100.00 goes from your wallet into your Mutuel credit"
        )
        form.get_by_label("Price (USD)").fill(WRONG)
        form.get_by_label("What shows it").fill("https://example.org/close")
        assert_accessible(visitor.page)
        form.get_by_role("button", name=f"Challenge with {usd(BOND)}").click()
        expect(visitor.page.get_by_label("Notifications")).to_contain_text("Your challenge is made")
        assert wallet.log.count(SEND) == 2
        assert house.balance(wallet) == before - BOND

        house.wait(WINDOW + 60)  # the oracle has answered with one signer more, and nobody doubts that
        assert house.detail(market)["phase"] == "settled"
        card = _shown(visitor, market, "Past")
        expect(card).to_contain_text(f"Challenged with a bond of {usd(BOND)}: it was ${WRONG}")
        expect(card).to_contain_text(f"You lost your bond of {usd(BOND)}")
    assert house.balance(wallet) == before - BOND


def test_dispute__sources_06_percent_apart__is_shown_voted_on_and_ruled_through_the_page(
    house: House, visit: Visit
) -> None:
    market, wallet, quarrel = _played(house), house.visitor(), Quarrel(house)
    dispute = quarrel.dispute(market)
    quarrel.lend_votes(wallet)
    with visit(wallet, reduced_motion="reduce") as visitor:
        page = visitor.page
        card = _shown(visitor, market, "Open")
        _assert_tells_everything(card, dispute)
        assert_accessible(page)

        visitor.go("/governance")
        visitor.connect()
        visitor.button("Make my 2,000,000 votes count").click()
        expect(page.get_by_role("region", name="Your votes")).to_contain_text("all of them count")
        proposal = quarrel.propose(dispute)
        visitor.button("For").click()
        expect(page.get_by_text("You have voted on this.")).to_be_visible()
        expect(visitor.button("Against")).to_be_disabled()
        quarrel.end_vote(proposal)
        visitor.button("Carry it out now").click()
        expect(page.get_by_label("Notifications")).to_contain_text("The proposal is carried out")
        assert_accessible(page)

        expect(_shown(visitor, market, "Open")).to_contain_text("Ruled; takes effect after its notice")
        with house.stand.without("oracle"):
            quarrel.sleep_until_ruling(dispute)
            _ends_what_nobody_rules_on(visitor)
        quarrel.await_ruling(dispute)
        card = _shown(visitor, market, "Past")
        expect(card).to_contain_text("The DAO ruled: $")
        assert house.detail(market)["phase"] == "settled"
        page.get_by_role("radio", name="Open").click()
        expect(page.get_by_text("Nothing is in dispute")).to_be_visible()


def _played(house: House) -> Market:
    """A day's market with a stake on either side: what nobody staked on is not reported."""
    market = house.day_market(DAY)
    for outcome in (0, 1):
        house.somebody_bets(market, outcome, STAKE)
    return market


def _shown(visitor: Visitor, market: Market, state: str) -> Locator:
    """The dispute over how the market ended, on the page of all disputes."""
    visitor.go("/disputes")
    visitor.page.get_by_role("radio", name=state).click()
    link = visitor.page.locator(f'a[href="/m/{market["marketId"]}"]')
    return visitor.page.get_by_role("listitem").filter(has=link).filter(has_text="Result, AAPL").first


def _assert_tells_everything(card: Locator, dispute: Dispute) -> None:
    """Sources by priority with their spread, the evidence, and whose turn it is until when."""
    expect(card).to_contain_text("Disputed; waits for a ruling: the sources differ too much")
    rows = card.get_by_role("row")
    expect(rows.nth(1)).to_contain_text("1Nasdaq")
    expect(rows.filter(has_text="Yahoo")).to_contain_text(re.compile(r"0\.(59|60)%"))  # cut
    expect(rows.filter(has_text="Alpha Vantage")).to_contain_text("0.00%")
    expect(card).to_contain_text("(more than 0.50% is a dispute)")
    manifest = f"/api/evidence/manifests/{dispute.ruling.evidence.hex()}"
    expect(card.get_by_role("link", name="0x")).to_have_attribute("href", manifest)
    expect(card).to_contain_text("The DAO may rule")


def _ends_what_nobody_rules_on(visitor: Visitor) -> None:
    """The same close is the next day's start, of markets without a bet. Where no keeper ends it, anybody does."""
    visitor.go("/disputes")
    visitor.page.get_by_role("button", name="End this dispute now").first.click()
    expect(visitor.page.get_by_label("Notifications")).to_contain_text("every stake goes back")
