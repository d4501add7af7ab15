"""What a database says about the market, held against the chain; asked for only where there is a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from mutuel.chain.history import Event
from mutuel.chain.markets import Seen
from mutuel.db.mirror import Bet, Claim, Market, MarketQuestion, Question
from mutuel.domain.market import State
from oracle.verify.report import Report
from oracle.verify.site import Site

AnyRow = TypeVar("AnyRow", Bet, Claim)
STEP: Final = "Database"
MEANS: Final = (
    "the pages and this database's users see something that is not on chain. No money moves by it: "
    "rebuild it with `mutuel indexer reindex`."
)
SAME: Final = {"open": "open", "close": "close", "closesAt": "closes_at", "observeAt": "observe_at", "staked": "staked",
               "state": "state"}  # fmt: skip


def check(site: Site, report: Report, seen: Seen, database: Engine) -> None:
    """Every row about the market: itself, its bets and claims, the answers to its questions."""
    with Session(database) as session:
        row = session.get(Market, seen.market.id)
        if row is None:
            report.unchecked(STEP, "the database does not know this market; perhaps it is not up to date.")
            return
        wrong = [
            *_market(row, seen),
            *_decision(site, row, seen),
            *_rows(_of(session, Bet, seen), site, seen, "BetPlaced"),
            *_rows(_of(session, Claim, seen), site, seen, "Claimed"),
            *_questions(session, site, seen),
        ]
    report.settle(STEP, wrong, "its rows about this market are what the chain says.", MEANS)


def _market(row: Market, seen: Seen) -> list[str]:
    pairs = [(name, getattr(row, column), seen.view[name]) for name, column in SAME.items()]
    pairs.append(("edges", [int(edge) for edge in row.edges], list(seen.view["edges"])))
    if seen.state is State.SETTLED:
        pairs += [("winner", row.winner, seen.view["winner"]), ("net", row.net, seen.view["net"])]
    return [f"{name} is {ours} there, {chain} on chain." for name, ours, chain in pairs if ours != chain]


def _decision(site: Site, row: Market, seen: Seen) -> list[str]:
    if not seen.state.is_decided:
        return []
    names = ["MarketSettled", "MarketVoided"]
    args = site.history.events("ParimutuelEngine", names, seen.market.id)[-1].args
    pairs = [("value", row.value), ("fee", row.fee), ("reason", row.void_reason)]
    return [
        f"{name} is {ours} there, {args[name]} on chain."
        for name, ours in pairs
        if name in args and args[name] != ours
    ]


def _of(session: Session, model: type[AnyRow], seen: Seen) -> Sequence[AnyRow]:
    return session.exec(select(model).where(col(model.market_id) == seen.market.id)).all()


def _rows(found: Sequence[Bet | Claim], site: Site, seen: Seen, name: str) -> list[str]:
    """Bets or claims, each by the block and place of its log."""
    theirs = {(row.block_number, row.log_index): row for row in found}
    events = site.history.events("ParimutuelEngine", [name], seen.market.id)
    logged = {(event.block, event.log_index): event for event in events}
    wrong = [
        f"A {name} of block {place[0]} is there, not on chain." for place in theirs.keys() - logged.keys()
    ]
    wrong += [f"A {name} of block {place[0]} is missing there." for place in logged.keys() - theirs.keys()]
    for place in theirs.keys() & logged.keys():
        wrong += _unlike(theirs[place], logged[place])
    return sorted(wrong)


COLUMNS: Final[Mapping[str, str]] = {
    "account": "account", "outcome": "outcome", "stake": "stake", "weight": "weight", "poolAfter": "pool_after",
    "amount": "amount", "toWallet": "to_wallet",
}  # fmt: skip


def _unlike(row: Bet | Claim, event: Event) -> list[str]:
    return [
        f"{name} of the {event.name} in block {event.block} is {getattr(row, COLUMNS[name])} there, {told} on chain."
        for name, told in event.args.items()
        if name in COLUMNS and getattr(row, COLUMNS[name]) != told
    ]


def _questions(session: Session, site: Site, seen: Seen) -> list[str]:
    ids = select(col(MarketQuestion.question_id)).where(MarketQuestion.market_id == seen.market.id)
    rows = session.exec(select(Question).where(col(Question.question_id).in_(ids))).all()
    held = site.read_many("Resolution", "observation", [[bytes.fromhex(row.question_id[2:])] for row in rows])
    return [
        f"{name} of question {row.question_id} is {ours} there, {chain} on chain."
        for row, answer in zip(rows, held, strict=True)
        for name, ours, chain in _answer(row, answer)
        if ours != chain
    ]


def _answer(row: Question, answer: list[Any]) -> list[tuple[str, Any, Any]]:
    state, value, low, high, *_ = answer
    found: list[tuple[str, Any, Any]] = [("state", row.state, state)]
    if row.value is not None:
        found += [("value", row.value, value), ("min", row.min, low), ("max", row.max, high)]
    return found
