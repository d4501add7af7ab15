"""One market from the first bet to the last payout."""

from __future__ import annotations

from typing import Final

from eth_abi.exceptions import DecodingError
from sqlalchemy import Engine

from mutuel.chain.markets import Seen, read_market
from mutuel.domain.parimutuel import Pools
from mutuel.errors import NodeInconsistent
from oracle.verify import acts, answers, bets, code, mirror, money, outcome, terms
from oracle.verify.answers import Answers
from oracle.verify.report import Report
from oracle.verify.site import Site

NONSENSE: Final = (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, DecodingError)
"""What comes of reading an answer in a shape that no node gives: a state that does not exist, no hex, no list."""


def verify(site: Site, market_id: int, *, solvency: bool = True, database: Engine | None = None) -> Report:
    """Every step of `market_id`, and what a `database` says about it.

    Raises CallRefused for an id that is no market's, ChainError where the node fails or talks nonsense.
    """
    try:
        return _verify(site, market_id, solvency, database)
    except NONSENSE as error:
        raise NodeInconsistent(
            f"What the node answers cannot be read ({type(error).__name__}: {error}). Ask another node."
        ) from error


def _verify(site: Site, market_id: int, solvency: bool, database: Engine | None) -> Report:
    found = read_market(site.contract("ParimutuelEngine"), market_id, site.block.number)
    report = Report(market_id, site.block.number, is_decided=found.state.is_decided)
    code.check(site, report, found)
    terms.check(site, report, found)
    acts.check(site, report, found)
    held = bets.check(site, report, found)
    pools = Pools.together(held.values(), found.market.template.outcomes)
    told = answers.check(site, report, found)
    decision = None
    if told is not None:
        _check_consequence(site, report, found, pools, told)
        decision = outcome.check(site, report, found, pools, told.held, told.is_contested)
    money.check(site, report, found, held, decision)
    if database is not None:
        mirror.check(site, report, found, database)
    if solvency:
        money.check_solvency(site, report)
    return report


def _check_consequence(site: Site, report: Report, found: Seen, pools: Pools, told: Answers) -> None:
    """Where the values on chain are not what was proved or reported: who would have won by those."""
    if told.ours == told.held or not found.state.is_decided:
        return
    at = outcome.decided_at(site, found)
    chain, ours = (outcome.consequence(site, found, pools, one, at) for one in (told.held, told.ours))
    means = outcome.MEANS_WINNER if chain != ours else "the winner is the same; the record is still wrong."
    report.differs("Consequence", f"by the values on chain: {chain}; by those computed again: {ours}.", means)
