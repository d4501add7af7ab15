"""`python -m tests.e2e.screenshots`: pictures of the real page, taken while the whole house runs.

docs/market.png is the README's; the others, of every screen in both themes on a desk and on a phone, are for looking
for defects and go to the folder that is named.
"""

import tempfile
from itertools import product
from pathlib import Path
from typing import Annotated

import typer
from playwright.sync_api import Browser, expect, sync_playwright

from tests.e2e import frontend
from tests.e2e.browser import ARGUMENTS, browser_path
from tests.e2e.house import DAY, RACE, WEEK, House, Market, running
from tests.e2e.quarrel import Quarrel
from tests.e2e.visitor import Theme, Visitor, visiting

ROOT = Path(__file__).resolve().parents[2]
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
THEMES: tuple[Theme, ...] = ("dark", "light")
TRUST = ("disputes", "governance", "oracle", "permissions", "insurance")
STAKE = 40 * 10**6  # micro-USDC


def main(
    folder: Annotated[
        Path | None, typer.Option(help="Where pictures of all screens go; none without it.")
    ] = None,
) -> None:
    """Writes docs/market.png, and with --folder every screen."""
    frontend.build()
    with (
        sync_playwright() as playwright,
        tempfile.TemporaryDirectory() as place,
        running(Path(place)) as house,
    ):
        browser = playwright.chromium.launch(executable_path=browser_path(), args=list(ARGUMENTS))
        market = house.open_market(WEEK)
        _market(house, browser, market, ROOT / "docs" / "market.png")
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            _all(house, browser, market, folder)
        browser.close()


def _market(house: House, browser: Browser, market: Market, file: Path) -> None:
    """The middle of a week: people have bet, a wallet is connected, a stake is typed."""
    wallet = house.visitor()
    house.bet(wallet, market, 3, STAKE)
    with visiting(browser, house.url, wallet, reduced_motion="reduce") as visitor:
        visitor.go(f"/m/{market['marketId']}")
        visitor.connect()
        visitor.range(2).click()
        visitor.stake.fill("25")
        visitor.slip.get_by_role("button", name="Bet $25.00 on C").wait_for()
        _take(visitor, file)


def _all(house: House, browser: Browser, market: Market, folder: Path) -> None:
    wallet = house.visitor()
    house.bet(wallet, market, house.winner(market), STAKE)
    _screens(house, browser, folder, {"list": "/", "open": f"/m/{market['marketId']}"})
    for name, template in {"day": DAY, "race": RACE}.items():
        _screens(house, browser, folder, {name: f"/m/{house.day_market(template)['marketId']}"})
    window = house.window()
    match = f"/matches/{window['match']['number']}"
    _screens(house, browser, folder, {"window": f"/m/{window['marketId']}", "match": match})
    house.decide(market)
    decided = {"settled": f"/m/{market['marketId']}", "portfolio": "/portfolio", "archive": "/archive"}
    with visiting(browser, house.url, wallet, reduced_motion="reduce") as visitor:
        visitor.go()
        visitor.connect()
        for name, path in decided.items():
            _looks(visitor, folder, name, path)
    _trust(house, browser, folder)


def _trust(house: House, browser: Browser, folder: Path) -> None:
    """A close that the sources do not agree on, and the vote about it."""
    market = house.day_market(DAY)
    for outcome in (0, 1):
        house.somebody_bets(market, outcome, STAKE)
    quarrel = Quarrel(house)
    quarrel.propose(quarrel.dispute(market))
    _screens(house, browser, folder, {name: f"/{name}" for name in TRUST})


def _screens(house: House, browser: Browser, folder: Path, paths: dict[str, str]) -> None:
    with visiting(browser, house.url, None, reduced_motion="reduce") as visitor:
        for name, path in paths.items():
            _looks(visitor, folder, name, path)


def _looks(visitor: Visitor, folder: Path, name: str, path: str) -> None:
    for theme, size in product(THEMES, (DESK, PHONE)):
        visitor.page.emulate_media(color_scheme=theme)
        visitor.page.set_viewport_size({"width": size["width"], "height": size["height"]})
        visitor.go(path)
        _take(visitor, folder / f"{name}-{theme}-{size['width']}.png")


def _take(visitor: Visitor, file: Path) -> None:
    visitor.page.get_by_role("heading", level=1).wait_for()
    expect(visitor.page.get_by_label("Loading")).to_have_count(0)
    visitor.page.evaluate("document.fonts.ready")
    visitor.page.screenshot(path=file, animations="disabled")


if __name__ == "__main__":
    typer.run(main)
