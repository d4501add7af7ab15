"""House money: the daily limit, the timelock's way, and a bad receiver."""

import pytest

from mutuel.chain.contracts import Contract
from tests.contracts.deployed import Chain
from tests.contracts.refusals import refused
from tests.contracts.resolution.desk import MINTER, OUTSIDER, USDC, ZERO

LIMIT = 1_000 * USDC
REASON = b"\x07" * 32
DAY = 86_400


@pytest.fixture
def treasury(chain: Chain) -> Contract:
    """With 5,000 USDC."""
    found = chain.contract("Treasury")
    chain.send(MINTER, chain.contract("Usdc", "LocalUsdc"), "mint", found.address, 5_000 * USDC)
    return found


def noon(chain: Chain) -> int:
    """Noon of the next UTC day: a payment and the next day's are far from midnight."""
    return (chain.now() // DAY + 1) * DAY + DAY // 2


def test_pay__within_the_day__up_to_the_limit(chain: Chain, treasury: Contract) -> None:
    at = noon(chain)
    chain.at(at)
    receipt = chain.send(chain.holder("safe"), treasury, "pay", OUTSIDER, LIMIT - 1, REASON)
    [event] = receipt.events(treasury)
    assert (event.arguments["to"], event.arguments["amount"]) == (OUTSIDER, LIMIT - 1)
    assert treasury.read("leftToday") == 1
    with refused("DailyLimitExceeded", left=1):
        chain.send(chain.holder("safe"), treasury, "pay", OUTSIDER, 2, REASON)
    chain.send(chain.holder("safe"), treasury, "pay", OUTSIDER, 1, REASON)
    assert chain.contract("Usdc").read("balanceOf", OUTSIDER) == LIMIT


def test_pay__next_utc_day__has_a_new_limit(chain: Chain, treasury: Contract) -> None:
    at = noon(chain)
    chain.at(at)
    chain.send(chain.holder("safe"), treasury, "pay", OUTSIDER, LIMIT, REASON)
    midnight = at - at % DAY + DAY
    chain.at(midnight - 1)
    with refused("DailyLimitExceeded", left=0):
        chain.send(chain.holder("safe"), treasury, "pay", OUTSIDER, 1, REASON)
    chain.at(midnight)
    chain.send(chain.holder("safe"), treasury, "pay", OUTSIDER, LIMIT, REASON)


@pytest.mark.parametrize("function", ["pay", "payLarge"])
def test_pay__without_the_role__refuses(chain: Chain, treasury: Contract, function: str) -> None:
    with refused("AccessManagedUnauthorized"):
        chain.send(OUTSIDER, treasury, function, OUTSIDER, 1, REASON)


def test_pay_large__by_the_timelock__knows_no_limit(chain: Chain, treasury: Contract) -> None:
    timelock = chain.book.address("Timelock")
    chain.impersonate(timelock)
    chain.send(timelock, treasury, "payLarge", OUTSIDER, 5_000 * USDC, REASON)
    assert treasury.read("leftToday") == LIMIT


def test_pay__zero_address__refuses(chain: Chain, treasury: Contract) -> None:
    with refused("ZeroAddress"):
        chain.send(chain.holder("safe"), treasury, "pay", ZERO, 1, REASON)


def test_set_daily_limit__below_what_was_paid__leaves_nothing(chain: Chain, treasury: Contract) -> None:
    timelock = chain.book.address("Timelock")
    chain.impersonate(timelock)
    at = noon(chain)
    chain.at(at)
    chain.send(chain.holder("safe"), treasury, "pay", OUTSIDER, 600 * USDC, REASON)
    chain.send(timelock, treasury, "setDailyLimit", 500 * USDC)
    assert treasury.read("leftToday") == 0
