"""Markets and templates for tests, with the numbers of a weekly range unless a test says otherwise."""

from __future__ import annotations

from typing import Any

from mutuel.domain.ids import MarketId, SubjectRule
from mutuel.domain.limits import Caps
from mutuel.domain.market import Kind, Market, Template
from mutuel.domain.parimutuel import Pools
from mutuel.domain.referee import Answer
from mutuel.domain.resolution.table import QuestionState
from mutuel.domain.units import Bps, MicroUsdc, Timestamp
from mutuel.domain.weights import Curve, linear

OPEN, CLOSE, OBSERVE = 1_700_000_000, 1_700_601_200, 1_700_604_800
EDGES = (63_000_000_000, 64_000_000_000, 65_000_000_000, 66_000_000_000)
WEEKLY_CAPS = Caps(MicroUsdc(100 * 10**6), MicroUsdc(10_000 * 10**6), MicroUsdc(250_000 * 10**6))


def template(**changes: Any) -> Template:
    fields: dict[str, Any] = {
        "id": 1,
        "name": "test",
        "kind": Kind.RANGE,
        "outcomes": 5,
        "curve": Curve(1, 1),
        "source_id": 1,
        "source2_id": 0,
        "subject_rule": SubjectRule.PERIOD,
        "caps": WEEKLY_CAPS,
        "min_stake": MicroUsdc(10**6),
        "takeout": Bps(0),
        "insurance_share": Bps(1_000),
        "min_losers": MicroUsdc(1),
        "min_losers_share": Bps(0),
        "merge_below": MicroUsdc(0),
        "known_guard": 0,
        "contestable": True,
        "haltable": False,
        "closable_early": False,
        "cancellable": False,
    }
    return Template(**(fields | changes))


def market(**changes: Any) -> Market:
    """A market; keywords that belong to the template go there."""
    own = {"open_at": OPEN, "close_at": CLOSE, "observe_at": OBSERVE, "edges": EDGES, "early_close_at": None}
    fields = {name: changes.pop(name, default) for name, default in own.items()}
    return Market(id=MarketId(1 << 48), template=template(**changes), **fields)


def market_of(given: dict[str, Any]) -> Market:
    """The market of a vector; numbers that the vector does not name are the weekly ones."""
    early = given.get("earlyCloseAt")
    return market(
        kind=Kind(given["kind"]),
        outcomes=given["outcomes"],
        edges=tuple(int(edge) for edge in given["edges"]),
        curve=Curve(given.get("k0", 1), given.get("k1", 1)),
        source2_id=2 if given["kind"] == Kind.RACE else 0,
        takeout=Bps(given.get("takeoutBps", 0)),
        insurance_share=Bps(given.get("insuranceShareBps", 1_000)),
        min_losers=MicroUsdc(int(given.get("minLosers", 1))),
        min_losers_share=Bps(given.get("minLosersBps", 0)),
        merge_below=MicroUsdc(int(given.get("mergeBelow", 0))),
        known_guard=given["knownGuard"],
        contestable=given.get("contestable", True),
        open_at=Timestamp(given["openAt"]),
        close_at=Timestamp(given["closeAt"]),
        observe_at=Timestamp(given["observeAt"]),
        early_close_at=None if early is None else Timestamp(early),
    )


def answers_of(given: list[dict[str, Any]]) -> list[Answer]:
    """The answers of a vector."""
    return [answer_of(one) for one in given]


def answer_of(given: dict[str, Any]) -> Answer:
    """Without a value for a question that has none."""
    value, low, high = (int(given.get(name, 0)) for name in ("value", "low", "high"))
    known_at, ruled = given.get("knownAt", 0), given.get("ruled", False)
    return Answer(QuestionState(given["state"]), value, low, high, known_at, ruled)


def positions(of: Market, bets: list[dict[str, Any]]) -> dict[str, Pools]:
    """Each account's stakes and weights."""
    held: dict[str, Pools] = {}
    for bet in bets:
        stake = int(bet["stake"])
        weight = linear(stake, of.template.curve, bet["at"], of.open_at, of.close_at)
        before = held.get(bet["account"], Pools.flat((0,) * of.template.outcomes))
        held[bet["account"]] = before.plus(bet["outcome"], stake, weight)
    return held


def together(held: list[Pools], outcomes: int) -> Pools:
    """All accounts' stakes and weights in one."""
    return Pools(
        tuple(sum(one.stakes[i] for one in held) for i in range(outcomes)),
        tuple(sum(one.weights[i] for one in held) for i in range(outcomes)),
    )
