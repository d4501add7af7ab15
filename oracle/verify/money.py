"""Was everybody paid, and is the money there? Payouts one by one, the market's ring fence, and Escrow as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain as chained
from typing import Any, Final

from mutuel.chain.history import Event
from mutuel.chain.markets import Seen
from mutuel.domain.parimutuel import Decision, Pools, Settled, payout_of
from mutuel.domain.units import format_usdc
from mutuel.text import counted
from oracle.verify.report import Report
from oracle.verify.site import Site

PAYOUTS: Final = "Payouts"
FENCE: Final = "Ring fence"
SOLVENCY: Final = "Escrow's solvency"
MEANS_PAYOUT: Final = "somebody was paid, or can claim, another sum than the rules give."
MEANS_FENCE: Final = "money of this market is elsewhere than its ring fence says: a claim may fail."
MEANS_SOLVENCY: Final = "Escrow cannot pay everybody at once."


def check(
    site: Site, report: Report, seen: Seen, held: Mapping[str, Pools], decision: Decision | None
) -> None:
    """Payouts of a decided market; the ring fence of any."""
    market = seen.market
    claims = _claims(site, seen) if seen.state.is_decided else []
    if decision is not None:
        _check_payouts(site, report, seen, held, decision, claims)
    staked = sum(pools.total for pools in held.values())
    fee = decision.split.fee if isinstance(decision, Settled) else 0
    left = staked - fee - sum(event.args["amount"] for event in claims)
    engine = site.book.address("ParimutuelEngine")
    amount, ever_in = site.read("Escrow", "lockedOf", engine, market.id)
    wrong = [
        f"{what} {format_usdc(chain)} USDC, by the bets and claims {format_usdc(mine)}."
        for what, chain, mine in (("It holds", amount, left), ("It ever took in", ever_in, staked))
        if chain != mine and (decision is not None or not seen.state.is_decided or what != "It holds")
    ]
    report.settle(FENCE, wrong, f"{format_usdc(amount)} USDC, as staked less paid and fee.", MEANS_FENCE)


def _claims(site: Site, seen: Seen) -> list[Event]:
    first = site.history.first_block_at(seen.market.open_at)
    return site.history.events("ParimutuelEngine", ["Claimed"], seen.market.id, first)


def _check_payouts(
    site: Site,
    report: Report,
    seen: Seen,
    held: Mapping[str, Pools],
    decision: Decision,
    claims: Sequence[Event],
) -> None:
    kind = seen.market.template.kind
    owed = {account: payout_of(kind, decision, pools) for account, pools in held.items()}
    wrong = list(_wrong_claims(owed, claims))
    claimed = {event.args["account"] for event in claims}
    waiting = [account for account in owed if account not in claimed]
    payable = site.read_many("ParimutuelEngine", "payoutOf", [[seen.market.id, one] for one in waiting])
    for account, amount in zip(waiting, payable, strict=True):
        if amount != owed[account]:
            wrong.append(
                f"{account} can claim {format_usdc(amount)} USDC, by the rules {format_usdc(owed[account])}."
            )
    paid, left = sum(event.args["amount"] for event in claims), sum(payable)
    said = (
        f"{format_usdc(paid)} USDC to {counted(len(claimed), 'account')}, {format_usdc(left)} still to claim by "
        "others, each right to the micro-USDC."
    )
    report.settle(PAYOUTS, wrong, said, MEANS_PAYOUT)


def _wrong_claims(owed: Mapping[str, int], claims: Sequence[Event]) -> Iterator[str]:
    times = Counter(event.args["account"] for event in claims)
    for event in claims:
        account, amount = event.args["account"], event.args["amount"]
        due = owed.get(account, 0)
        if times[account] > 1:
            yield f"{account} was paid {times[account]} times."
        if amount != due:
            yield f"{account} was paid {format_usdc(amount)} USDC, by the rules {format_usdc(due)}."


def check_solvency(site: Site, report: Report) -> None:
    """Escrow's USDC against everything that it owes anybody: ring fences, bonds, credits, allocations, fees."""
    owes = sum(_owed(site))
    holds = site.read("Usdc", "balanceOf", site.book.address("Escrow"))
    if holds < owes:
        short = format_usdc(owes - holds)
        report.differs(
            SOLVENCY,
            f"it holds {format_usdc(holds)} USDC and owes {format_usdc(owes)}.",
            f"{MEANS_SOLVENCY} {short} USDC are missing.",
        )
        return
    report.holds(SOLVENCY, f"it holds {format_usdc(holds)} USDC and owes {format_usdc(owes)} in all.")


def _owed(site: Site) -> Iterator[int]:
    engine, resolution = site.book.address("ParimutuelEngine"), site.book.address("Resolution")
    markets = _args(site, "ParimutuelEngine", ["MarketCreated"], "marketId")
    bonds = _args(site, "Resolution", ["Proposed", "Challenged"], "questionId")
    locks = [[engine, one] for one in markets] + [[resolution, int(one, 16)] for one in bonds]
    yield from (amount for amount, _ in site.read_many("Escrow", "lockedOf", locks))
    engines = _args(site, "Escrow", ["EngineRegistered"], "engine")
    for found in site.read_many("Escrow", "engineOf", [[one] for one in engines]):
        yield found["feeTreasury"] + found["feeInsurance"]
    accounts = [[one] for one in sorted(_accounts(site))]
    yield from (found["credit"] for found in site.read_many("Escrow", "accountOf", accounts))
    pairs = {(e.args["engine"], e.args["account"]) for e in site.history.events("Escrow", ["Allocated"])}
    yield from (amount for amount, *_ in site.read_many("Escrow", "allocationOf", [list(p) for p in pairs]))


def _accounts(site: Site) -> set[str]:
    """Everyone who may have credit: whoever paid in, was paid as credit, got a bond back or was tipped."""
    paid = chained(
        site.history.events("Escrow", ["Deposited", "PayoutCredited", "Deallocated"]),
        (event for event in site.history.events("ParimutuelEngine", ["Claimed", "AgentSet"])),
        site.history.events("Resolution", ["BondPaid"]),
    )
    return {str(event.args[name]) for event in paid for name in ("account", "agent") if name in event.args}


def _args(site: Site, contract: str, names: Sequence[str], argument: str) -> list[Any]:
    """Each value of an argument once, in order of appearance."""
    return list(dict.fromkeys(event.args[argument] for event in site.history.events(contract, names)))
