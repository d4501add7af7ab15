"""What can be done next, valid by construction: every strategy draws from the model's own state.

Deliberately impossible steps are rules of their own; these strategies never need to reject an example.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from mutuel.domain import limits, weights
from mutuel.domain.errors import DomainError
from mutuel.domain.ids import market_id, market_key
from mutuel.domain.market import Kind, Market, Template
from mutuel.domain.referee import check_contest
from mutuel.domain.resolution.decide import ANSWER_TIME
from mutuel.domain.resolution.question import RULING_TIME, Path, first_report_at
from mutuel.domain.resolution.table import QuestionState
from mutuel.domain.units import ONE_USDC, Timestamp
from tests.stateful.model.answers import Asked
from tests.stateful.model.house import House
from tests.stateful.model.ledger import NO_LIMIT
from tests.stateful.model.pools import Bet, Book, Way
from tests.stateful.site import PEOPLE, SIGNERS, Site

HOUR: Final = 3_600
MOST_MARKETS: Final = 6
TEMPLATES: Final = ("FLAT", "FEE", "DECAY", "THIN", "UPDOWN", "RACE", "WINDOW", "SAFE")
EDGE: Final = 1_000 * 10**8
EDGES: Final = (EDGE, EDGE + 50 * 10**8, EDGE + 100 * 10**8, EDGE + 150 * 10**8)
LEAD: Final = 1_800


@dataclass(frozen=True)
class NewMarkets:
    """Markets to create in one batch, as the model and as the contract take them."""

    markets: tuple[Market, ...]
    arguments: tuple[Any, ...]


def markets(site: Site, template: str, period: int) -> SearchStrategy[NewMarkets]:
    """One market of a template that opens now or a little later."""
    delays = st.sampled_from((0, 0, 2, 900))
    lengths = st.sampled_from((3, 20, 40, 60)).map(HOUR.__mul__)
    return st.builds(lambda delay, length: market(site, template, period, delay, length), delays, lengths)


def market(site: Site, template: str, period: int, delay: int, length: int) -> NewMarkets:
    listing = site.catalogue.listings[template]
    open_at = site.stepper.now + delay
    made = Market(
        id=market_id(listing.template.id, period, 0),
        template=listing.template,
        open_at=Timestamp(open_at),
        close_at=Timestamp(open_at + length),
        observe_at=Timestamp(open_at + length + LEAD),
        edges=_edges(listing.template, open_at, open_at + length),
    )
    return NewMarkets((made,), (listing.template.id, [_new_market(made)]))


def _edges(template: Template, open_at: int, close_at: int) -> tuple[int, ...]:
    """Of ranges the prices between them; an up/down market starts when betting ends, a race an hour into it."""
    match template.kind:
        case Kind.RANGE:
            return EDGES[: template.outcomes - 1]
        case Kind.UPDOWN:
            return (close_at,)
        case Kind.RACE:
            return (open_at + HOUR,)
        case Kind.MATCH | Kind.MATCH_PRINCIPAL_FIRST:
            return ()


def recreated(site: Site, book: Book) -> NewMarkets:
    """The same id with other times: it must be skipped."""
    market = book.market
    moved = replace(market, early_close_at=None, observe_at=Timestamp(market.observe_at + HOUR))
    later = replace(moved, close_at=Timestamp(market.close_at + HOUR))
    return NewMarkets((), (market.template.id, [_new_market(later)]))


def _new_market(market: Market) -> dict[str, Any]:
    key = market_key(market.id)
    edges = [*market.edges, *(0,) * (4 - len(market.edges))]
    return {
        "period": key.period, "index": key.index, "open": market.open_at, "close": market.close_at,
        "observeAt": market.observe_at, "edges": edges,
    }  # fmt: skip


# ---------------------------------------------------------------------- bets


def room(house: House, person: str, book: Book, way: Way) -> int:
    """The largest stake of this person in this market that everything allows; below 1 USDC: none."""
    ledger, account = house.ledger, house.ledger.people[person]
    market, now = book.market, house.now
    engine = ledger.engines[house.floor.engine]
    if not market.open_at <= now < market.betting_ends_at or book.decision is not None:
        return 0
    if engine.retired or now < max(engine.paused_until, account.excluded_until):
        return 0
    if way is not Way.AUTHORIZATION and not ledger.is_on(person, engine):
        return 0
    money = account.credit if way is Way.CREDIT else account.wallet * ledger.moves(person)
    if way is Way.WALLET:
        money = min(money, account.allowance)
    left = limits.room(market.template.caps, book.position(person).total, book.pools.total).left
    own = min(account.left_under(kind, now) for kind in limits.LimitKind) if account.limited else NO_LIMIT
    return min(left, money, own)


def openings(house: House, way: Way) -> list[tuple[str, Book, int]]:
    """Who may bet where, and how much."""
    people = tuple(SIGNERS) if way in (Way.PERMIT, Way.AUTHORIZATION) else PEOPLE
    found = [(p, b, room(house, p, b, way)) for p in people for b in house.floor.books.values()]
    return [one for one in found if one[2] >= ONE_USDC]


def bets(house: House, way: Way) -> SearchStrategy[tuple[str, Bet]]:
    """A bet that must be accepted."""
    return st.sampled_from(openings(house, way)).flatmap(lambda one: bet_of(house, *one))


def bet_of(house: House, person: str, book: Book, most: int) -> SearchStrategy[tuple[str, Bet]]:
    template, now = book.market.template, house.now
    per_unit = weights.per_unit(template.curve, now, book.market.open_at, book.market.close_at)
    outcomes = st.sampled_from((1, 1, 1, *range(template.outcomes)))  # else most markets would be void
    return st.builds(
        lambda outcome, amount, tight: (
            person,
            Bet(book.market.id, outcome, amount, amount * per_unit if tight else 0),
        ),
        outcomes,
        amounts(most),
        st.booleans(),
    )


def amounts(most: int) -> SearchStrategy[int]:
    """Up to `most`: the least, the most, and odd numbers that do not divide evenly."""
    return st.one_of(
        st.integers(ONE_USDC, most),
        st.sampled_from(sorted({ONE_USDC, most, min(most, 33_333_333), min(most, 7_000_001)})),
    )


# ---------------------------------------------------------------------- money


def having(house: House, amount: Callable[[Any], int], people: Sequence[str] = PEOPLE) -> list[str]:
    """People with at least 1 USDC of something."""
    return [p for p in people if amount(house.ledger.people[p]) >= ONE_USDC]


# ---------------------------------------------------------------------- claims


def claimable(house: House, people: Sequence[str] = PEOPLE) -> list[tuple[int, str]]:
    """(market, person) with something to be paid."""
    return [(m, p) for m, book in house.floor.books.items() for p in people if book.payout(p)]


def undecided(house: House) -> list[int]:
    return [market for market, book in house.floor.books.items() if book.decision is None]


def settleable(house: House) -> list[int]:
    """Markets whose questions are over."""
    over, books = (QuestionState.FINAL, QuestionState.VOID), house.floor.books
    return [m for m in undecided(house) if all(a.state in over for a in house.answers_to(books[m]))]


def contestable(house: House) -> list[int]:
    """Markets whose sources name different winners."""

    def may(book: Book) -> bool:
        try:
            check_contest(book.market, house.answers_to(book), house.now)
        except DomainError:
            return False
        return not book.contested

    return [m for m in undecided(house) if may(house.floor.books[m])]


# ---------------------------------------------------------------------- answers


def questions(house: House, wanted: Callable[[bytes, Asked], bool]) -> list[bytes]:
    return [id for id, asked in house.desk.asked.items() if wanted(id, asked)]


def provable(house: House) -> list[bytes]:
    def ready(_: bytes, asked: Asked) -> bool:
        at = asked.question.observe_at
        proof = asked.source.timetable.path is not Path.REPORT
        return proof and asked.state is QuestionState.NONE and at < house.now <= at + ANSWER_TIME

    return questions(house, ready)


def reportable(house: House) -> list[bytes]:
    """Questions that wait for a report, first or second."""

    def ready(_: bytes, asked: Asked) -> bool:
        if asked.source.timetable.path is Path.PROOF:
            return False
        if asked.state is QuestionState.CHALLENGED:
            return house.now <= asked.question.challenged_at + 12 * HOUR
        begins, ends = first_report_at(asked.question), asked.question.observe_at + ANSWER_TIME
        return asked.state is QuestionState.NONE and begins <= house.now <= ends

    return questions(house, ready)


def unanswered(house: House) -> list[bytes]:
    """Questions that still can be answered."""
    return questions(
        house,
        lambda _, a: a.state is QuestionState.NONE and house.now < a.question.observe_at + 23 * HOUR,
    )


def silent(house: House) -> list[bytes]:
    """Questions and challenges that wait for a report, which may not come."""
    return questions(
        house,
        lambda _, a: (
            a.state is QuestionState.CHALLENGED
            or (a.state is QuestionState.NONE and a.source.timetable.path is Path.REPORT)
        ),
    )


def cross_checkable(house: House) -> list[bytes]:
    """Proofs that are not final yet, where reports may speak too."""
    return questions(
        house,
        lambda _, a: (
            a.state is QuestionState.PROPOSED
            and a.question.proved
            and a.source.timetable.path is Path.PROOF_OR_REPORT
        ),
    )


def challengeable(house: House) -> list[bytes]:
    """Reports whose window is open."""

    def is_open(_: bytes, asked: Asked) -> bool:
        reported = asked.state is QuestionState.PROPOSED and not asked.question.proved
        return reported and house.now < asked.question.window_ends

    return questions(house, is_open)


def in_state(*states: QuestionState) -> Callable[[bytes, Asked], bool]:
    return lambda _, asked: asked.state in states


def prices() -> SearchStrategy[int]:
    """Around the edges, on them and a hair beside."""
    hairs = st.builds(lambda edge, off: edge + off, st.sampled_from(EDGES), st.sampled_from((-1, 0, 1)))
    likely = st.integers(EDGES[0], EDGES[1] - 1)  # where most of the stakes are, so that markets settle
    return st.one_of(hairs, likely, likely, st.integers(EDGE - 40 * 10**8, EDGES[-1] + 40 * 10**8))


def claims(asked: Asked) -> SearchStrategy[int | None]:
    """What a challenger may say instead, VOID among it; a result code is one of two."""
    return st.one_of(st.none(), st.integers(0, 2) if asked.source.quorum.is_match else prices())


def reports(asked: Asked) -> SearchStrategy[tuple[int, ...]]:
    """Three values: alike, a little apart, and now and then too far apart."""
    if asked.source.quorum.is_match:
        return st.sampled_from(((0, 0, 0), (1, 1, 1), (1, 1, 1), (0, 1, 1)))

    def spread(price: int, parts: tuple[int, int]) -> tuple[int, ...]:
        return price, price + price * parts[0] // 10_000, price - price * parts[1] // 10_000

    near = st.tuples(st.integers(0, 15), st.integers(0, 15))
    apart = st.tuples(st.integers(30, 60), st.integers(30, 60))
    return st.builds(spread, prices(), st.one_of(st.just((0, 0)), near, near, near, apart))


# ---------------------------------------------------------------------- time


def moments(house: House) -> list[int]:
    """Every future second at which something begins or ends, soonest first."""
    found: set[int] = set()
    for book in house.floor.books.values():
        market = book.market
        if book.decision is None:
            half = (market.open_at + market.close_at + 1) // 2
            found |= {market.open_at, half, market.betting_ends_at, market.expires_at}
    for asked in house.desk.asked.values():
        found |= _moments_of(asked)
    found |= {question.disputed_at + RULING_TIME + 1 for question in house.desk.contests.values()}
    found |= {at for _, at in house.ledger.looser.values()}
    found |= {person.excluded_until for person in house.ledger.people.values()}
    return sorted(at for at in found if at > house.now)


def _moments_of(asked: Asked) -> set[int]:
    question = asked.question
    match asked.state:
        case QuestionState.NONE:
            begins = {question.observe_at + 1, first_report_at(question)}
            return {*begins, question.observe_at + ANSWER_TIME, question.observe_at + ANSWER_TIME + 1}
        case QuestionState.PROPOSED:
            return {question.window_ends}
        case QuestionState.CHALLENGED:
            return {question.challenged_at + 12 * HOUR, question.challenged_at + 12 * HOUR + 1}
        case QuestionState.DISPUTED:
            return {question.disputed_at + RULING_TIME + 1}
    return set()
