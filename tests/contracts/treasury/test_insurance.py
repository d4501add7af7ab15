"""Insurance pays into accounts' Escrow credit, bounded per market and never without evidence."""

import pytest

from mutuel.chain.contracts import Contract
from tests.contracts.deployed import Chain
from tests.contracts.refusals import refused
from tests.contracts.resolution.desk import CHALLENGER, MINTER, OUTSIDER, USDC

CAP = 25_000 * USDC
EVIDENCE = b"\x09" * 32
MARKET = 1 << 48 | 20_000 << 8


@pytest.fixture
def insurer(chain: Chain) -> str:
    """The timelock, able to send."""
    address = chain.book.address("Timelock")
    chain.impersonate(address)
    return address


@pytest.fixture
def insurance(chain: Chain) -> Contract:
    """With 40,000 USDC."""
    found = chain.contract("Insurance")
    chain.send(MINTER, chain.contract("Usdc", "LocalUsdc"), "mint", found.address, 40_000 * USDC)
    return found


def test_cover_shortfall__two_accounts__become_credit(
    chain: Chain, insurance: Contract, insurer: str
) -> None:
    amounts = [3 * USDC, 5 * USDC]
    receipt = chain.send(
        insurer, insurance, "coverShortfall", MARKET, [OUTSIDER, CHALLENGER], amounts, EVIDENCE
    )
    escrow = chain.contract("Escrow")
    assert [escrow.read("accountOf", who)["credit"] for who in (OUTSIDER, CHALLENGER)] == amounts
    assert insurance.read("coveredOf", MARKET) == 8 * USDC
    assert [e.arguments["amount"] for e in receipt.events(insurance)] == amounts
    assert chain.contract("Usdc").read("allowance", insurance.address, escrow.address) == 0


def test_cover_shortfall__up_to_the_market_s_cap__and_no_further(
    chain: Chain, insurance: Contract, insurer: str
) -> None:
    chain.send(insurer, insurance, "coverShortfall", MARKET, [OUTSIDER], [CAP - 1], EVIDENCE)
    with refused("CapExceeded", left=1):
        chain.send(insurer, insurance, "coverShortfall", MARKET, [OUTSIDER], [2], EVIDENCE)
    chain.send(insurer, insurance, "coverShortfall", MARKET, [OUTSIDER], [1], EVIDENCE)
    chain.send(insurer, insurance, "coverShortfall", MARKET + 1, [OUTSIDER], [1], EVIDENCE)


def test_cover_shortfall__cap_lowered_below_what_was_paid__leaves_nothing(
    chain: Chain, insurance: Contract, insurer: str
) -> None:
    chain.send(insurer, insurance, "coverShortfall", MARKET, [OUTSIDER], [USDC], EVIDENCE)
    chain.send(insurer, insurance, "setMarketCap", USDC - 1)
    with refused("CapExceeded", left=0):
        chain.send(insurer, insurance, "coverShortfall", MARKET, [OUTSIDER], [1], EVIDENCE)


def test_cover_shortfall__no_evidence__refuses(chain: Chain, insurance: Contract, insurer: str) -> None:
    with refused("EvidenceRequired"):
        chain.send(insurer, insurance, "coverShortfall", MARKET, [OUTSIDER], [1], bytes(32))


def test_cover_shortfall__lists_of_two_lengths__refuses(
    chain: Chain, insurance: Contract, insurer: str
) -> None:
    with refused("LengthsDiffer"):
        chain.send(insurer, insurance, "coverShortfall", MARKET, [OUTSIDER], [1, 2], EVIDENCE)


def test_cover_shortfall__101_accounts__refuses(chain: Chain, insurance: Contract, insurer: str) -> None:
    with refused("BatchTooLong", max=100):
        chain.send(insurer, insurance, "coverShortfall", MARKET, [OUTSIDER] * 101, [1] * 101, EVIDENCE)


def test_cover_shortfall__without_the_role__refuses(chain: Chain, insurance: Contract) -> None:
    with refused("AccessManagedUnauthorized"):
        chain.send(OUTSIDER, insurance, "coverShortfall", MARKET, [OUTSIDER], [1], EVIDENCE)
