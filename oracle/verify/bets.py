"""The bets, one by one from their logs: were they allowed, do they weigh what they should, are they the pools?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from mutuel.chain.history import Event
from mutuel.chain.markets import Seen
from mutuel.domain.errors import DomainError
from mutuel.domain.market import Market
from mutuel.domain.parimutuel import Pools
from mutuel.domain.units import format_usdc
from mutuel.domain.weights import linear
from mutuel.text import counted, moment
from oracle.verify.report import Report
from oracle.verify.site import Site

MEANS_BET: Final = (
    "the engine took a bet that its own rules forbid, or the node does not tell the truth about a log."
)
MEANS_POOL: Final = (
    "payouts are computed from pools that nobody staked; somebody is paid too much or too little."
)


def check(site: Site, report: Report, seen: Seen) -> dict[str, Pools]:
    """What every account holds, by the logs."""
    market = seen.market
    first = site.history.first_block_at(market.open_at)
    bets = site.history.events("ParimutuelEngine", ["BetPlaced"], market.id, first)
    wrong = list(_wrong(market, bets))
    held = positions(market, bets)
    total = sum(event.args["stake"] for event in bets)
    whose = f"{counted(len(bets), 'bet')} of {counted(len(held), 'account')}"
    said = f"{whose}, {format_usdc(total)} USDC, each in time and of the right weight."
    report.settle("Bets", wrong, said, MEANS_BET)
    _check_pools(site, report, seen, Pools.together(held.values(), market.template.outcomes))
    return held


def positions(market: Market, bets: Sequence[Event]) -> dict[str, Pools]:
    """By account, its stakes and weights per outcome; a bet on an outcome that does not exist is left out."""
    outcomes = market.template.outcomes
    stakes: dict[str, tuple[list[int], list[int]]] = {}
    for event in bets:
        outcome = event.args["outcome"]
        if outcome < outcomes:
            on, weighing = stakes.setdefault(event.args["account"], ([0] * outcomes, [0] * outcomes))
            on[outcome] += event.args["stake"]
            weighing[outcome] += event.args["weight"]
    return {account: Pools(tuple(on), tuple(weighing)) for account, (on, weighing) in stakes.items()}


def _check_pools(site: Site, report: Report, seen: Seen, ours: Pools) -> None:
    stakes, weights = site.read("ParimutuelEngine", "pools", seen.market.id)
    outcomes = seen.market.template.outcomes
    wrong = [
        f"Outcome {i} holds {name} {chain[i]}, its bets make {mine[i]}."
        for name, mine, chain in (("stakes", ours.stakes, stakes), ("weights", ours.weights, weights))
        for i in range(outcomes)
        if mine[i] != chain[i]
    ]
    if seen.view["staked"] != ours.total:
        wrong.append(f"The market says {seen.view['staked']} were staked, its bets make {ours.total}.")
    report.settle("Pools", wrong, "the engine's pools are the sums of these bets.", MEANS_POOL)


def _wrong(market: Market, bets: Sequence[Event]) -> Iterator[str]:
    pool = 0
    for event in bets:
        args = event.args
        pool += args["stake"]
        where = f"The bet of {args['account']} in block {event.block}"
        if args["outcome"] >= market.template.outcomes:
            yield f"{where} is on outcome {args['outcome']}, which does not exist."
        if not market.open_at <= event.at < market.betting_ends_at:
            yield f"{where} was placed at {moment(event.at)}, outside betting."
        elif (weight := _weight(market, args["stake"], event.at)) != args["weight"]:
            yield f"{where} weighs {args['weight']}, by the rules {weight}."
        if pool != args["poolAfter"]:
            yield f"{where} says the pool is {args['poolAfter']} afterwards; the bets up to it make {pool}."


def _weight(market: Market, stake: int, at: int) -> int | None:
    try:
        return linear(stake, market.template.curve, at, market.open_at, market.close_at)
    except DomainError:
        return None
