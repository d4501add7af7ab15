"""One house and one browser for all journeys; a fresh window and wallet for each."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.e2e import frontend
from tests.e2e.browser import ARGUMENTS, browser_path
from tests.e2e.house import House, running
from tests.e2e.visitor import PATIENCE_MS, Visitor, visiting

Visit = Callable[..., AbstractContextManager[Visitor]]


# Package scope: the browser's event loop must be gone before asynchronous tests of other folders start.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    frontend.build()
    with running(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture
def visit(house: House, browser: Browser) -> Visit:
    """`with visit(wallet) as visitor:` opens a window; leaving it checks what the page did."""
    return partial(visiting, browser, house.url)
