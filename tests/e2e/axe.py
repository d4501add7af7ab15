"""What axe finds on a page, in both themes, on a desk and on a phone; and whether the page scrolls sideways."""

from itertools import product
from typing import Final

from playwright.sync_api import Page

from tests.e2e.frontend import AXE
from tests.e2e.visitor import Theme

THEMES: Final[tuple[Theme, ...]] = ("dark", "light")
WIDTHS: Final = {1440: 900, 390: 844}
NARROWEST: Final = 320
RUN: Final = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((n) => n.html).join(" | ")}`);
}"""
# Inherited colours change in steps, a frame each: two frames without any animation are rest.
STILL: Final = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  for (let quiet = 0; quiet < 2; quiet++) {
    await frame();
    if (document.getAnimations().some(({ playState }) => playState === "running")) quiet = -1;
  }
}"""
OVERFLOW: Final = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def assert_accessible(page: Page) -> None:
    """As the page stands now; its theme and size afterwards are the last that were looked at."""
    page.evaluate(AXE.read_text())
    found = [
        f"{theme} at {width}: {violation}"
        for theme, width in product(THEMES, WIDTHS)
        for violation in _violations(page, theme, width)
    ]
    page.set_viewport_size({"width": NARROWEST, "height": 700})
    assert found == []
    assert page.evaluate(OVERFLOW) <= 0, f"scrolls sideways at {NARROWEST} pixels"


def _violations(page: Page, theme: Theme, width: int) -> list[str]:
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    page.evaluate(STILL)
    return list(page.evaluate(RUN))
