"""The portfolio page: several markets decided, everything owed taken in one transaction; and a refund in words."""

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.house import QUIET, WEEK, House
from tests.e2e.money import typed, usd

STAKE = 12_345_679  # micro-USDC
ALONE = 33_333_333
TABS = 40  # more than lie before anything on the page


def test_claim_all__one_market_won_and_one_refunded__pays_both_at_once(house: House, visit: Visit) -> None:
    crowded, quiet, wallet = house.open_market(WEEK), house.open_market(QUIET), house.visitor()
    before = house.balance(wallet)
    house.bet(wallet, crowded, house.winner(crowded), STAKE)
    house.bet(wallet, quiet, house.winner(quiet), ALONE)
    house.decide(quiet)
    assert (house.detail(crowded)["phase"], house.detail(quiet)["phase"]) == ("settled", "void")
    owed = house.payout(crowded, wallet) + ALONE
    with visit(wallet) as visitor:
        visitor.go("/portfolio")
        visitor.connect()
        visitor.button(f"Claim all · {usd(owed)}").click()
        expect(visitor.page.get_by_label("Notifications")).to_contain_text(f"{usd(owed)} is in your wallet")
        expect(visitor.page.get_by_text("Nothing to claim right now")).to_be_visible()
    assert wallet.log.count("eth_sendTransaction") == 1
    assert house.balance(wallet) == before - STAKE - ALONE + owed


def test_claim__only_bettor_of_a_market__gets_every_unit_back_and_reads_why(
    house: House, visit: Visit
) -> None:
    market, wallet = house.open_market(QUIET), house.visitor()
    before = house.balance(wallet)
    with visit(wallet) as visitor:
        visitor.go(f"/m/{market['marketId']}")
        visitor.connect()
        _bets_by_keyboard(visitor.page, outcome=house.winner(market), stake=STAKE)
        expect(visitor.page.get_by_label("Notifications")).to_contain_text("Bet placed")
        assert house.stakes(market, wallet)[house.winner(market)] == STAKE
        assert house.balance(wallet) == before - STAKE

        assert house.decide(market)["voidReason"] == "merged"
        expect(visitor.page.get_by_role("main")).to_contain_text(
            "Void: every range was so thin that all of them merged into one. Every stake goes back in full."
        )
        refund = visitor.page.get_by_role("region", name="Refund")
        expect(refund).to_contain_text("Your stakes come back in full")
        refund.get_by_role("button", name=f"Claim {usd(STAKE)}").click()
        expect(refund).to_contain_text("Claimed. Nothing is left for you here.")
        expect(refund.get_by_role("button")).to_have_count(0)
    assert house.balance(wallet) == before


def _bets_by_keyboard(page: Page, outcome: int, stake: int) -> None:
    """Tab, arrows, space and Enter alone, from the top of the page."""
    page.locator("body").press("Tab")
    _tab_to(page, "[role=radiogroup][aria-label=Ranges] *")
    page.keyboard.press("Space")  # the first range; arrows move on from it
    for _ in range(outcome):
        page.keyboard.press("ArrowDown")
    _tab_to(page, "[id^=stake-]")
    page.keyboard.type(typed(stake))
    expect(page.get_by_role("button", name=f"Bet {usd(stake)} on {'ABCDE'[outcome]}")).to_be_enabled()
    page.keyboard.press("Enter")


def _tab_to(page: Page, selector: str) -> None:
    """Presses Tab until the focus is on, or inside, what `selector` names."""
    for _ in range(TABS):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{TABS} tabs do not lead to {selector}")
