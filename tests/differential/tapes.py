"""Drawn lives of markets: any kind, way of paying, takeout, bets and answers, mostly ordinary, often on the edge."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any, Final

from mutuel.domain.ids import SubjectRule, market_id
from mutuel.domain.limits import Caps
from mutuel.domain.market import Kind, Market, Template
from mutuel.domain.parimutuel import Pools
from mutuel.domain.referee import Answer, questions_of
from mutuel.domain.resolution.table import QuestionState
from mutuel.domain.units import ONE_USDC, Bps, MicroUsdc, Timestamp
from mutuel.domain.weights import Curve, linear

OPEN: Final = 1_700_000_000
HOUR: Final = 3_600
ACCOUNTS: Final = 4
CAPS: Final = Caps(ONE_USDC, ONE_USDC, MicroUsdc(31 * 10**6 * ONE_USDC))
_STATES: Final = (*[QuestionState.FINAL] * 100, *QuestionState)


@dataclass(frozen=True, slots=True)
class Bet:
    account: int
    outcome: int
    stake: int
    at: int


@dataclass(frozen=True, slots=True)
class Tape:
    """`answers` in the order of `referee.questions_of`; one of its own for a contested market."""

    market: Market
    answers: tuple[Answer, ...]
    bets: tuple[Bet, ...]
    now: int
    outage: bool
    contested: bool

    def position(self, account: int) -> Pools:
        """An account's stakes and weights."""
        held = Pools.flat((0,) * self.market.template.outcomes)
        curve, times = self.market.template.curve, (self.market.open_at, self.market.close_at)
        for bet in self.bets:
            if bet.account == account:
                held = held.plus(bet.outcome, bet.stake, linear(bet.stake, curve, bet.at, *times))
        return held

    def fields(self) -> dict[str, Any]:
        """As the harness takes it."""
        market, edges = self.market, self.market.edges
        return {
            "template": _template_fields(market.template),
            "open": market.open_at,
            "close": market.close_at,
            "closesAt": market.betting_ends_at,
            "observeAt": market.observe_at,
            "edges": [*edges, *[0] * (4 - len(edges))],
            "contested": self.contested,
            "outage": self.outage,
            "time": self.now,
            "answers": [_answer_fields(answer) for answer in self.answers],
            "bets": [
                {"account": bet.account, "outcome": bet.outcome, "stake": bet.stake, "time": bet.at}
                for bet in self.bets
            ],
        }


def draw(dice: Random) -> Tape:
    market = _market(dice)
    contested = dice.random() < 0.08
    if contested:
        answers: tuple[Answer, ...] = (_ruling(dice, market),)
    else:
        answers = tuple(_answer(dice, market, place) for place in range(len(questions_of(market))))
    late = dice.choice((0, HOUR, HOUR, 96 * HOUR, 96 * HOUR + 1))
    return Tape(
        market=market,
        answers=answers,
        bets=tuple(_bet(dice, market) for _ in range(dice.randint(0, 8))),
        now=market.observe_at + late,
        outage=dice.random() < 0.05,
        contested=contested,
    )


def _market(dice: Random) -> Market:
    kind = dice.choice(list(Kind))
    length = dice.choice((600, 23 * HOUR, 6 * 24 * HOUR))
    close_at = OPEN + length
    observe_at = close_at + dice.choice((0, 600, 1_800))
    early = close_at - dice.randint(1, length // 2) if kind.is_match and dice.random() < 0.3 else None
    template = _template(dice, kind)
    return Market(
        id=market_id(1, 7, 0),
        template=template,
        open_at=Timestamp(OPEN),
        close_at=Timestamp(close_at),
        observe_at=Timestamp(observe_at),
        edges=_edges(dice, template, close_at, observe_at),
        early_close_at=None if early is None else Timestamp(early),
    )


def _template(dice: Random, kind: Kind) -> Template:
    k0 = dice.choice((1, 1, 4, 15))
    return Template(
        id=1,
        name="tape",
        kind=kind,
        outcomes=dice.randint(2, 5) if kind is Kind.RANGE else 2,
        curve=Curve(k0, dice.choice((k0, k0, 0, dice.randint(0, k0)))),
        source_id=3,
        source2_id=5 if kind is Kind.RACE else 0,
        subject_rule=dice.choice((SubjectRule.NONE, SubjectRule.PERIOD)),
        caps=CAPS,
        min_stake=ONE_USDC,
        takeout=Bps(dice.choice((0, 0, 500, 1_000, 1_500))),
        insurance_share=Bps(dice.choice((0, 1_000, 10_000))),
        min_losers=MicroUsdc(dice.choice((1, 10**6, 10**8))),
        min_losers_share=Bps(dice.choice((0, 100, 5_000))),
        merge_below=MicroUsdc(dice.choice((0, 100, 100, 5_000)) * ONE_USDC),
        known_guard=120 if kind.is_match else 0,
        contestable=True,
        haltable=False,
        closable_early=kind.is_match,
        cancellable=kind.is_match,
    )


def _edges(dice: Random, template: Template, close_at: int, observe_at: int) -> tuple[int, ...]:
    if template.kind is Kind.RANGE:
        return tuple(sorted(dice.sample(range(95, 106), template.outcomes - 1)))
    if template.kind.has_tie:
        return (dice.choice((OPEN - HOUR, OPEN, min(close_at, observe_at - 1))),)
    return ()


def _answer(dice: Random, market: Market, place: int) -> Answer:
    """Prices around a hundred, so that edges, ties and crossing extremes are common; any price now and then."""
    state = dice.choice(_STATES)
    if market.template.kind.is_match:
        value = dice.randint(0, 1)
        guarded = market.betting_ends_at + market.template.known_guard
        around = dice.choice((-3_000, -61, -60, -1, 0, 1, 60, 61, 3_000))
        return Answer(state, value, value, value, guarded + around, dice.random() < 0.1)
    value = dice.choice((100, 100, dice.randint(94, 106), dice.randint(94, 106), dice.randint(1, 2**62)))
    low = max(1, value - dice.choice((0,) * 12 + (1,)))
    high = value + dice.choice((0,) * 12 + (1, 3))
    ruled = dice.random() < 0.1
    at = market.observe_at if place % 2 == 0 else market.edges[0]
    return Answer(state, value, low, high, at, ruled)


def _ruling(dice: Random, market: Market) -> Answer:
    state = dice.choice(
        (QuestionState.FINAL, QuestionState.FINAL, QuestionState.DISPUTED, QuestionState.VOID)
    )
    value = dice.randint(94, 106) if market.template.kind is Kind.RANGE else dice.randint(0, 1)
    return Answer(state, value, value, value, 0, ruled=True)


def _bet(dice: Random, market: Market) -> Bet:
    stake = dice.choice(
        (10**6, 10**8, 10**8 - 1, dice.randint(10**6, 10**10), dice.randint(10**6, 3 * 10**12))
    )
    return Bet(
        account=dice.randrange(ACCOUNTS),
        outcome=dice.randrange(market.template.outcomes),
        stake=stake,
        at=dice.choice((market.open_at, market.close_at - 1, dice.randint(OPEN, market.betting_ends_at - 1))),
    )


def _template_fields(template: Template) -> dict[str, Any]:
    return {
        "kind": template.kind.value,
        "outcomes": template.outcomes,
        "k0": template.curve.k0,
        "k1": template.curve.k1,
        "subjectRule": template.subject_rule.value,
        "sourceId": template.source_id,
        "source2Id": template.source2_id,
        "takeoutBps": template.takeout,
        "insuranceBps": template.insurance_share,
        "capFloor": template.caps.floor,
        "capMax": template.caps.account,
        "maxPool": template.caps.pool,
        "mergeBelow": template.merge_below,
        "minLosers": template.min_losers,
        "minLosersBps": template.min_losers_share,
        "knownGuard": template.known_guard,
        "contestable": template.contestable,
        "haltable": template.haltable,
        "closableEarly": template.closable_early,
        "cancellable": template.cancellable,
    }


def _answer_fields(answer: Answer) -> dict[str, Any]:
    return {
        "state": answer.state.value,
        "value": answer.value,
        "min": answer.low,
        "max": answer.high,
        "knownAt": answer.known_at,
        "ruled": answer.ruled,
    }
