"""What kinds of market were played and how they ended, counted from what the indexer and the archive hold."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from mutuel.db import mirror
from mutuel.db.oracle import Decision
from mutuel.domain.ids import SubjectRule, market_key
from mutuel.domain.market import DECIDED, Kind, State, VoidReason
from mutuel.domain.products.catalogue import Catalogue
from mutuel.domain.products.listing import Listing
from mutuel.domain.ranges import merge_thin
from oracle.evidence import Archive

Pools = Mapping[int, Mapping[int, int]]
"""Stake by market and outcome, micro-USDC."""
RAIN: Final = "play stopped"


def count_kinds(database: Engine, archive: Archive, catalogue: Catalogue) -> dict[str, int]:
    """By name, in alphabetical order. A market counts once for its kind, and once more for each way it ended.

    `abandoned` counts matches: play stopped, and in the end nobody won.
    """
    listings = {one.template.id: one for one in catalogue.listings.values()}
    with Session(database) as session:
        decided = select(mirror.Market).where(col(mirror.Market.state).in_(DECIDED))
        markets = session.exec(decided).all()
        pools = _pools(session)
        counts = Counter(_kind(listings[market.template_id]) for market in markets)
        for market in markets:
            counts.update(_endings(market, listings[market.template_id], pools[market.market_id]))
        counts["contested"] = len(_events(session, "MarketContested"))
        rained_off = _rained_off(session, archive)
        counts["rainCancelled"] = len(rained_off)
        counts["abandoned"] = len(_won_by_nobody(session) & set(rained_off))
    return {name: count for name, count in sorted(counts.items()) if count}


def _kind(listing: Listing) -> str:
    template = listing.template
    if template.subject_rule is SubjectRule.PERIOD_INDEX:
        return "overRange"
    match template.kind:
        case Kind.RANGE:
            return "range" if template.curve.is_flat else "rangeDecaying"
        case Kind.UPDOWN:
            return "upDownStock" if listing.asset.calendar else "upDownCrypto"
        case Kind.RACE:
            return "race"
        case Kind.MATCH:
            return "windowLiteral"
        case Kind.MATCH_PRINCIPAL_FIRST:
            return "windowPrincipalFirst"


def _endings(market: mirror.Market, listing: Listing, pool: Mapping[int, int]) -> Iterator[str]:
    if market.state == State.SETTLED and listing.kind is Kind.RANGE:
        stakes = [pool.get(outcome, 0) for outcome in range(market.outcomes)]
        groups = merge_thin(stakes, listing.template.merge_below)
        if len(set(groups)) < market.outcomes:
            yield "merged"
    if market.void_reason == VoidReason.TIE:
        yield "tie"
    if market.state == State.VOID and sum(stake > 0 for stake in pool.values()) == 1:
        yield "oneSided"


def _pools(session: Session) -> Pools:
    found: dict[int, dict[int, int]] = {}
    for pool in session.exec(select(mirror.Pool)).all():
        found.setdefault(pool.market_id, {})[pool.outcome] = pool.stake
    return found


def _events(session: Session, name: str) -> list[mirror.Event]:
    return list(session.exec(select(mirror.Event).where(mirror.Event.name == name)).all())


def _rained_off(session: Session, archive: Archive) -> list[int]:
    """Match of each window that was cancelled because play stopped, as the evidence of its report says."""
    reports = [
        (int(event.about), str(event.args["evidenceRoot"])) for event in _events(session, "MarketReported")
    ]
    manifests = {root: archive.load(bytes.fromhex(root[2:])).manifest for _, root in reports}
    return [market_key(market).period for market, root in reports if _reason(manifests[root]) == RAIN]


def _reason(manifest: Mapping[str, Any]) -> str | None:
    """Why windows were cancelled, if the evidence is about that."""
    return str(manifest["cancelled"]["reason"]) if "cancelled" in manifest else None


def _won_by_nobody(session: Session) -> set[int]:
    """Numbers of the matches whose feeds say that there is no winner."""
    told: list[Mapping[str, Any]] = [one.evidence for one in session.exec(select(Decision)).all()]
    return {one["match"]["number"] for one in told if "match" in one and one["decision"].get("noWinner")}
