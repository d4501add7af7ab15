"""A person at the page: a browser window with a wallet in it, and ears for everything the page should not do."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page

from tests.e2e.wallet import Wallet

HERE: Final = {"127.0.0.1", "localhost"}
INSIDE: Final = {"data", "blob"}  # schemes that leave no page
PATIENCE_MS: Final = 20_000  # of the page for one thing to appear, on a busy machine
Theme = Literal["dark", "light"]


@dataclass
class Behaviour:
    """What the page did that no test may see; asserted empty when the window closes."""

    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def listen(self, context: BrowserContext) -> None:
        context.on("request", lambda request: self._address(request.url))
        context.on("page", lambda page: page.on("websocket", lambda socket: self._address(socket.url)))
        context.on("console", self._console)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))

    def _address(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in INSIDE and parts.hostname not in HERE:
            self.foreign.append(url)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not _came_too_late(message):
            self.errors.append(f"{message.text} ({message.location})")


def _came_too_late(message: ConsoleMessage) -> bool:
    """An estimate asked in the very moment in which betting closed: the API refuses, and Chromium notes any 409."""
    asked = urlsplit(message.location["url"]).path
    return asked.endswith("/estimate") and "status of 409" in message.text


class Visitor:
    """Drives one window as a person would: by what is written on the page."""

    def __init__(self, page: Page, url: str, wallet: Wallet | None) -> None:
        self.page, self.wallet = page, wallet
        self._url = url
        if wallet:
            wallet.install(page)

    def go(self, path: str = "/") -> None:
        self.page.goto(self._url + path)

    def connect(self) -> None:
        self.page.get_by_role("banner").get_by_role("button", name="Connect wallet").click()
        self.page.get_by_role("dialog").get_by_role("button", name="Test Wallet").click()
        self.account.wait_for()

    @property
    def account(self) -> Locator:
        return self.page.get_by_role("banner").get_by_role("button", name="Account")

    def open_market(self, title: str) -> None:
        """From the list, by the name of its card."""
        self.page.get_by_role("link", name=title, exact=True).click()
        self.page.get_by_role("heading", level=1, name=title).wait_for()

    def range(self, outcome: int) -> Locator:
        """The row of a range that can be chosen."""
        return self.page.get_by_role("radiogroup", name="Ranges").get_by_role("radio").nth(outcome)

    def card(self, title: str) -> Locator:
        """A market's card in the list."""
        link = self.page.get_by_role("link", name=title, exact=True)
        return self.page.get_by_role("article").filter(has=link)

    @property
    def stake(self) -> Locator:
        return self.page.get_by_label("Stake (USDC)")

    @property
    def slip(self) -> Locator:
        return self.page.get_by_role("region", name="Bet slip")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("main").get_by_role("button", name=name, exact=True)

    def figure(self, label: str) -> Locator:
        """The value beside a label of the market's header."""
        return self.page.locator("header dl div", has=self.page.get_by_text(label, exact=True)).locator("dd")


@contextmanager
def visiting(browser: Browser, url: str, wallet: Wallet | None, **options: Any) -> Iterator[Visitor]:
    """A fresh window; asserts on leaving that nothing left the machine and that the page had no error."""
    behaviour = Behaviour()
    settings = {"locale": "en-US", "timezone_id": "America/New_York", "color_scheme": "dark"} | options
    context = browser.new_context(viewport={"width": 1440, "height": 900}, **settings)
    context.set_default_timeout(PATIENCE_MS)
    behaviour.listen(context)
    try:
        yield Visitor(context.new_page(), url, wallet)
    finally:
        context.close()
    assert not behaviour.foreign, f"requests left the machine: {behaviour.foreign}"
    assert not behaviour.errors, f"the page reported errors: {behaviour.errors}"
