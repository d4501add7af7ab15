from typing import NoReturn

import pytest

from mutuel.chain.reverts import errors
from mutuel.errors import CallRefused
from scripts.demo.bettors import Bettor, Wish
from scripts.demo.director import FORESEEN, try_bet

WISH = Wish(1, 0, 5_000_000, "wallet")


class Refusing(Bettor):
    def __init__(self, error: str) -> None:
        self._error = error

    def bet(self, wish: Wish) -> NoReturn:
        raise CallRefused(f"No {wish.way}.", self._error)


@pytest.mark.parametrize("error", sorted(FORESEEN))
def test_try_bet__closed_stopped_or_capped__is_told_and_the_demo_goes_on(error: str) -> None:
    assert error in {entry["name"] for entry in errors().values()}
    assert try_bet(Refusing(error), WISH) == "No wallet."


def test_try_bet__what_no_story_foresees__ends_the_demo() -> None:
    with pytest.raises(CallRefused):
        try_bet(Refusing("WrongAction"), WISH)
