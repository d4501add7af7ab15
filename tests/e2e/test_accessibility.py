"""Every screen in both themes, on a desk and on a phone: nothing for axe to report, nothing to scroll sideways."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import assert_accessible
from tests.e2e.conftest import Visit
from tests.e2e.house import DAY, RACE, WEEK, House
from tests.e2e.visitor import Visitor

TRUST = ("/disputes", "/governance", "/oracle", "/permissions", "/insurance")


def _list(house: House, visitor: Visitor) -> None:
    visitor.go()
    visitor.page.get_by_role("article").first.wait_for()


def _open(house: House, visitor: Visitor) -> None:
    visitor.go(f"/m/{house.open_market(WEEK)['marketId']}")
    visitor.range(0).click()
    visitor.page.get_by_role("img", name="Price of").wait_for()


def _slip(house: House, visitor: Visitor) -> None:
    """Two bets side by side with the list, one of them with a stake that cannot be."""
    titles = [house.open_market(WEEK)["title"], house.day_market(RACE)["title"]]
    visitor.go()
    for title in titles:
        visitor.card(title).get_by_role("button").first.click()
    visitor.page.get_by_label("Stake (USDC)").first.fill("0")
    expect(visitor.slip).to_contain_text("The smallest bet is $1.00.")


def _day(house: House, visitor: Visitor) -> None:
    visitor.go(f"/m/{house.day_market(DAY)['marketId']}")
    visitor.page.get_by_role("radio").first.click()


def _race(house: House, visitor: Visitor) -> None:
    visitor.go(f"/m/{house.day_market(RACE)['marketId']}")
    visitor.page.get_by_role("radio").first.click()


def _window(house: House, visitor: Visitor) -> None:
    visitor.go(f"/m/{house.window()['marketId']}")
    visitor.page.get_by_text("Your bet counts now").wait_for()


def _match(house: House, visitor: Visitor) -> None:
    visitor.go(f"/matches/{house.window()['match']['number']}")
    visitor.page.get_by_role("heading", level=1).wait_for()


def _settled(house: House, visitor: Visitor) -> None:
    visitor.go(f"/m/{house.decided_market(WEEK)['marketId']}")
    expect(visitor.page.get_by_text("✓ Winner").first).to_be_visible()


def _proof(house: House, visitor: Visitor) -> None:
    _settled(house, visitor)
    visitor.page.get_by_role("tab", name="Rules & proof").click()
    visitor.page.get_by_role("heading", name="Proof").wait_for()


def _activity(house: House, visitor: Visitor) -> None:
    _settled(house, visitor)
    visitor.page.get_by_role("tab", name="Activity").click()
    visitor.page.get_by_label("Activity, newest first").wait_for()


def _portfolio(house: House, visitor: Visitor) -> None:
    visitor.go("/portfolio")
    visitor.connect()
    visitor.page.get_by_text("Nothing to claim right now").wait_for()


def _archive(house: House, visitor: Visitor) -> None:
    house.decided_market(WEEK)
    visitor.go("/archive")
    visitor.page.get_by_role("listitem").first.wait_for()


def _trust(path: str) -> Callable[[House, Visitor], None]:
    """A page for trust, once its answer is there."""

    def screen(_house: House, visitor: Visitor) -> None:
        visitor.go(path)
        visitor.page.get_by_role("heading", level=1).wait_for()
        expect(visitor.page.get_by_label("Loading")).to_have_count(0)
        expect(visitor.page.get_by_role("button", name="Try again")).to_have_count(0)

    screen.__name__ = path
    return screen


def _connect(house: House, visitor: Visitor) -> None:
    visitor.go()
    visitor.page.get_by_role("banner").get_by_role("button", name="Connect wallet").click()
    visitor.page.get_by_role("dialog").get_by_role("button", name="Test Wallet").wait_for()


@pytest.mark.parametrize(
    "screen",
    [
        _list,
        _open,
        _slip,
        _day,
        _race,
        _window,
        _match,
        _connect,
        _settled,
        _proof,
        _activity,
        _portfolio,
        _archive,
        *(_trust(path) for path in TRUST),
    ],
)
def test_axe__every_screen_theme_and_width__has_nothing_to_report(
    house: House, visit: Visit, screen: Callable[[House, Visitor], Any]
) -> None:
    with visit(house.visitor(), reduced_motion="reduce") as visitor:
        screen(house, visitor)
        assert_accessible(visitor.page)
