"""The house's own money: out of the Treasury, and out of Insurance to users who were harmed."""

from collections.abc import Mapping

from mutuel.chain.contracts import Call
from scripts.governance.chamber import Chamber
from scripts.governance.errors import GovernanceRefused
from scripts.governance.wording import amount


def pay(chamber: Chamber, to: str, micro: int, reason: bytes) -> Call:
    """Within today's limit, for the Safe. Raises GovernanceRefused."""
    treasury = chamber.contract("Treasury")
    _require_funds(chamber, "Treasury", micro)
    if micro > (left := treasury.read("leftToday")):
        raise GovernanceRefused(
            f"Only {amount(left)} may still be paid today without the timelock; use `pay --large` for more."
        )
    call = treasury.prepare("pay", to, micro, reason)
    chamber.rehearse(chamber.book.address("Safe"), call)
    return call


def pay_large(chamber: Chamber, to: str, micro: int, reason: bytes) -> Call:
    """Any amount, for the timelock. Raises GovernanceRefused."""
    _require_funds(chamber, "Treasury", micro)
    call = chamber.contract("Treasury").prepare("payLarge", to, micro, reason)
    chamber.rehearse(chamber.book.address("Timelock"), call)
    return call


def cover(chamber: Chamber, market_id: int, harmed: Mapping[str, int], evidence: bytes) -> Call:
    """Micro-USDC by harmed account, into their Escrow credit, for the timelock. Raises GovernanceRefused."""
    insurance = chamber.contract("Insurance")
    total = sum(harmed.values())
    _require_funds(chamber, "Insurance", total)
    covered, cap = insurance.read("coveredOf", market_id), insurance.read("marketCap")
    if total > cap - covered:
        raise GovernanceRefused(
            f"Insurance covers at most {amount(cap)} of a market; {amount(covered)} of this one is covered already."
        )
    call = insurance.prepare("coverShortfall", market_id, list(harmed), list(harmed.values()), evidence)
    chamber.rehearse(chamber.book.address("Timelock"), call)
    return call


def _require_funds(chamber: Chamber, payer: str, micro: int) -> None:
    if micro <= 0:
        raise GovernanceRefused("The amount must be more than nothing.")
    held = chamber.contract("Usdc").read("balanceOf", chamber.book.address(payer))
    if held < micro:
        raise GovernanceRefused(f"The {payer} holds {amount(held)}, less than {amount(micro)}.")
