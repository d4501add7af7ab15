"""Who won, by the rules and the answers to the market's questions; merge, fee and net from the pools."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mutuel.chain.history import Event
from mutuel.chain.markets import Seen
from mutuel.domain import referee
from mutuel.domain.errors import DomainError
from mutuel.domain.market import Kind, State, VoidReason
from mutuel.domain.naming import numbered, why_void
from mutuel.domain.parimutuel import (
    Decision,
    Pools,
    Settled,
    Voided,
    settle,
    settle_contested,
    stored_merge_map,
)
from mutuel.domain.ranges import pack_merge_map
from mutuel.domain.referee import Answer
from mutuel.domain.units import dollars, format_usdc
from mutuel.errors import NodeError
from mutuel.text import moment
from oracle.verify.report import Report
from oracle.verify.site import Site

WINNER: Final = "Winner"
FEE: Final = "Fee"
MERGE: Final = "Merged ranges"
MEANS_WINNER: Final = "the market was decided for the wrong side: others than the winners are paid."
MEANS_FEE: Final = (
    "the house took another fee than the rules allow; winners share another sum than they should."
)
MEANS_MERGE: Final = "other ranges were joined than the closed pools say, so others share the winnings."
MEANS_VOID: Final = "the market was voided, or not voided, against the rules: stakes went the wrong way."


def check(
    site: Site, report: Report, seen: Seen, pools: Pools, answers: Sequence[Answer], is_contested: bool
) -> Decision | None:
    """What the rules make of the market; None while it is open or where they refuse to decide."""
    if not seen.state.is_decided:
        report.holds(WINNER, "the market is not decided yet; there is nothing to compute.")
        return None
    told = _told(site, seen)
    if told is None:
        report.differs(WINNER, "the engine calls the market decided, but no event decided it.", MEANS_WINNER)
        return None
    try:
        ours = _ours(site, report, seen, pools, answers, told, is_contested)
    except DomainError as error:
        report.differs(WINNER, f"by the rules the market could not be decided: {error}", MEANS_WINNER)
        return None
    if ours is None:
        return Voided(VoidReason(told.args["reason"])) if seen.state is State.VOID else None
    _compare(report, seen, told, ours, pools, site.names(seen.market))
    return ours


def consequence(site: Site, seen: Seen, pools: Pools, answers: Sequence[Answer], at: int) -> str:
    """What other answers would have decided, in words."""
    try:
        return described(settle(seen.market, pools, answers, at), site.names(seen.market))
    except DomainError as error:
        return f"no decision: {error}"


def described(decision: Decision, names: Sequence[str]) -> str:
    if isinstance(decision, Voided):
        return f"void ({why_void(decision.reason)}), every stake back"
    return f"{numbered(decision.outcome, names)} wins"


def decided_at(site: Site, seen: Seen) -> int:
    """When the market was decided; the time of the block looked at while it is not."""
    told = _told(site, seen) if seen.state.is_decided else None
    return site.block.timestamp if told is None else told.at


def _told(site: Site, seen: Seen) -> Event | None:
    name = "MarketSettled" if seen.state is State.SETTLED else "MarketVoided"
    first = site.history.first_block_at(seen.market.open_at)
    # A window may be cancelled before it opens.
    events = site.history.events("ParimutuelEngine", [name], seen.market.id, first) or site.history.events(
        "ParimutuelEngine", [name], seen.market.id
    )
    return events[-1] if events else None


def _ours(
    site: Site,
    report: Report,
    seen: Seen,
    pools: Pools,
    answers: Sequence[Answer],
    told: Event,
    is_contested: bool,
) -> Decision | None:
    """None where what voided the market is no matter of answers, or cannot be read."""
    if seen.state is State.VOID and told.args["reason"] in (VoidReason.CANCELLED, VoidReason.EXPIRED):
        _check_time_out(report, seen, told)
        return None
    outage = _outage(site, seen, told)
    if outage is None:
        report.unchecked(
            WINNER, "this node does not remember the sequencer's uptime at the time of settling."
        )
        return None
    if is_contested:
        return settle_contested(seen.market, pools, answers[0], outage=outage)
    return settle(seen.market, pools, answers, told.at, outage=outage)


def _check_time_out(report: Report, seen: Seen, told: Event) -> None:
    """Voided by time or by the reporters' word."""
    reason = VoidReason(told.args["reason"])
    early = reason is VoidReason.EXPIRED and told.at < seen.market.expires_at
    late = reason is VoidReason.CANCELLED and told.at >= seen.market.betting_ends_at
    if early or late:
        report.differs(
            WINNER,
            f"it was voided ({why_void(reason)}) at {moment(told.at)}, when that was not allowed.",
            MEANS_VOID,
        )
    else:
        report.holds(WINNER, f"void ({why_void(reason)}) since {moment(told.at)}, as the rules allow.")


def _outage(site: Site, seen: Seen, told: Event) -> bool | None:
    """Whether the sequencer was down, as the contract saw it when it decided; None if the node has forgotten.

    What it cannot look back to counts as an outage, so only that answer has to be asked for at the old block.
    """
    span = referee.outage_span(seen.market)
    if span is None:
        return False
    if not site.read("Resolution", "outageBetween", *span):
        return False
    try:
        return bool(site.contract("Resolution").read("outageBetween", *span, block=told.block))
    except NodeError:
        return None


def _compare(
    report: Report, seen: Seen, told: Event, ours: Decision, pools: Pools, names: Sequence[str]
) -> None:
    if isinstance(ours, Voided) or seen.state is State.VOID:
        _compare_void(report, seen, told, ours, names)
        return
    view, args = seen.view, told.args
    wrong = [
        f"{what} is {numbered(chain, names)} on chain, {numbered(mine, names)} by the rules."
        for what, chain, mine in (
            ("The winner", view["winner"], ours.outcome),
            ("The winner announced", args["outcome"], ours.outcome),
        )
        if chain != mine
    ]
    right = f"{numbered(ours.outcome, names)}, from {_value(seen, args['value'])}."
    report.settle(WINNER, wrong, right, MEANS_WINNER)
    _compare_merge(report, seen, pools)
    _compare_fee(report, seen, told, ours)


def _value(seen: Seen, value: int) -> str:
    """What decided, as the event tells it: a price where the kind has one."""
    is_price = seen.market.template.kind in (Kind.RANGE, Kind.UPDOWN)
    return f"the price {dollars(value)}" if is_price else f"the value {value}"


def _compare_void(report: Report, seen: Seen, told: Event, ours: Decision, names: Sequence[str]) -> None:
    reason = told.args.get("reason", 0)
    if isinstance(ours, Voided) and seen.state is State.VOID and ours.reason == reason:
        report.holds(WINNER, f"nobody: {described(ours, names)}.")
        return
    won = f"{numbered(seen.view['winner'], names)} won"
    chain = f"void ({why_void(reason)})" if seen.state is State.VOID else won
    report.differs(WINNER, f"on chain: {chain}; by the rules: {described(ours, names)}.", MEANS_VOID)


def _compare_merge(report: Report, seen: Seen, pools: Pools) -> None:
    ours, chain = stored_merge_map(seen.market.template, pools), seen.view["mergeMap"]
    wrong = [] if ours == chain else [f"The merge map is {chain} on chain, {ours} by the closed pools."]
    merges = ours != pack_merge_map(range(seen.market.template.outcomes)) and ours != 0
    report.settle(MERGE, wrong, "as the closed pools say." if merges else "none.", MEANS_MERGE)


def _compare_fee(report: Report, seen: Seen, told: Event, ours: Settled) -> None:
    fee = ours.split.fee
    wrong = [
        f"{what} is {format_usdc(chain)} on chain, {format_usdc(mine)} by the rules."
        for what, chain, mine in (
            ("The fee", told.args["fee"], fee),
            ("What winners share", told.args["net"], ours.net),
            ("What the engine pays from", seen.view["net"], ours.net),
        )
        if chain != mine
    ]
    report.settle(FEE, wrong, f"{format_usdc(fee)} USDC; {format_usdc(ours.net)} USDC are shared.", MEANS_FEE)
