"""Asks the replayed vendors in process: the adapters speak to the replay server as they do to the vendors."""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import httpx
from pydantic import SecretStr

from mutuel.domain.ids import SubjectRule, market_id, question_id, subject_of
from mutuel.domain.products.catalogue import parse
from mutuel.domain.products.listing import AssetClass, Listing
from mutuel.domain.units import Price8
from oracle import calendar
from oracle.calendar import Session
from oracle.observations.collect import collect
from oracle.observations.observe import Asked, observe
from oracle.reports.decide import Decided, decide_question
from oracle.resolution.questions import Question
from oracle.sources import alphavantage, yahoo
from oracle.sources.adapter import Adapter, Answer, Wanted
from oracle.sources.closes import Closes, day_number
from oracle.sources.nasdaq import Nasdaq
from oracle.sources.transport import Web
from scripts.replay.faults import Fault
from scripts.replay.histories import Histories
from scripts.replay.replay import Replay
from scripts.replay.server import create_app

URL = "http://vendors"
TICK = Price8(10**6)
DEADLINE = 0.3
ADAPTERS: tuple[Adapter[Wanted, Closes], ...] = (
    Nasdaq(URL),
    yahoo.SOURCE.at(URL),
    alphavantage.SOURCE.at(URL, SecretStr("a-secret-key")),
)
PRODUCTS = Path(__file__).parents[3] / "config" / "products.toml"
DAYS = calendar.exchange("XNYS", 2027)


def listing(symbol: str) -> Listing:
    return _first(symbol, AssetClass.STOCK)


def coin(symbol: str) -> Listing:
    return _first(symbol, AssetClass.CRYPTO)


def _first(symbol: str, asset_class: AssetClass) -> Listing:
    listings = parse(tomllib.loads(PRODUCTS.read_text())).listings.values()
    return next(
        one for one in listings if one.asset.symbol == symbol and one.asset.asset_class is asset_class
    )


def question(symbol: str, session: Session, basis_day: date) -> Question:
    product = listing(symbol)
    market = market_id(product.template.id, day_number(basis_day), 0)
    subject = subject_of(SubjectRule.PERIOD, market)
    name = "0x" + question_id(product.source.id, session.close, subject).hex()
    return Question(name, market, product, product.asset, product.source, session.close, subject)


def ask(
    histories: Histories,
    symbol: str,
    session: Session,
    basis_day: date,
    faults: Mapping[str, Fault] | None = None,
) -> tuple[Answer[Closes], ...]:
    """What the vendors say at 17:20 New York time of the session's day."""
    now = session.closes_are_corrected_at
    app = create_app(Replay(histories, lambda: now, dict(faults or {})))
    wanted = Wanted(symbol, basis_day - timedelta(days=10), session, now)

    async def run() -> tuple[Answer[Closes], ...]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
            return await collect(ADAPTERS, Web(client, sleep=_no_pause), wanted, DEADLINE if faults else 30)

    return asyncio.run(run())


def decided(
    histories: Histories,
    symbol: str,
    session: Session,
    basis_day: date,
    faults: Mapping[str, Fault] | None = None,
) -> Decided:
    answers = ask(histories, symbol, session, basis_day, faults)
    return decide(answers, symbol, session, basis_day)


def decide(answers: Sequence[Answer[Closes]], symbol: str, session: Session, basis_day: date) -> Decided:
    asked = Asked(symbol, session, basis_day, TICK, session.day)
    now = session.closes_are_corrected_at
    return decide_question(question(symbol, session, basis_day), observe(answers, asked), asked, now)


async def _no_pause(_seconds: float) -> None:
    return None
