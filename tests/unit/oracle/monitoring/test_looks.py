"""Who is looked at when: before the report, and once the next morning."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import structlog
from sqlmodel import Session, select

from mutuel.db import mirror
from mutuel.db.oracle import Act, Decision
from mutuel.domain.market import State
from mutuel.domain.referee import Answer
from mutuel.domain.resolution.question import Path as Way
from mutuel.domain.resolution.table import QuestionState
from oracle.acts import Acts
from oracle.calendar import NEW_YORK
from oracle.monitoring import looks
from oracle.reports.attempt import decide_now
from oracle.resolution.plan import QuestionStanding
from oracle.resolution.questions import Sight
from oracle.sources.closes import Why
from oracle.world import World
from tests.unit.oracle.close_answers import CENT, PRICE, QUESTION, SESSION, told, world

T = SESSION.close
REPORT_AT = SESSION.closes_are_corrected_at
MORNING = int(datetime(2026, 10, 17, 8, tzinfo=NEW_YORK).timestamp())


def sight(state: QuestionState = QuestionState.NONE) -> Sight:
    seen = QuestionStanding(QUESTION.id, Way.REPORT, T, REPORT_AT, Answer(state))
    waiting, standing = SimpleNamespace(questions=(QUESTION,)), SimpleNamespace(questions=(seen,))
    return Sight(cast(Any, ((waiting, standing), (waiting, standing))))  # two markets, one question


def due(house: World, now: int, seen: Sight | None = None) -> list[tuple[str, int]]:
    found = looks.due(house, Acts(house), sight() if seen is None else seen, now)
    return [(item.key.rpartition(":")[0], item.at) for item in found]


def look(house: World, now: int, seen: Sight | None = None) -> list[dict[str, Any]]:
    """Does what is due; what was logged."""
    with structlog.testing.capture_logs() as lines:
        for item in looks.due(house, Acts(house), sight() if seen is None else seen, now):
            if item.at <= now:
                assert item.act()
    return cast(list[dict[str, Any]], lines)


@pytest.fixture
def house(tmp_path: Path) -> World:
    return world(tmp_path)


def test_due__unanswered_close__an_hour_before_it_and_twice_after_it_once_each(house: World) -> None:
    assert due(house, T - 4_000) == [
        ("look:-3600", T - 3_600),
        ("look:20", T + 20),
        ("look:300", T + 300),
    ]
    look(house, T - 3_600)
    look(house, T + 20)
    assert due(house, T + 21) == [("look:300", T + 300)]
    look(house, T + 300)
    assert due(house, T + 301) == []
    with Session(house.database) as session:
        assert [row.kind for row in session.exec(select(Decision)).all()] == ["look"] * 3


def test_due__service_comes_back_late__only_the_latest_look(house: World) -> None:
    assert due(house, T + 400) == [("look:300", T + 300)]


@pytest.mark.parametrize("state", [QuestionState.PROPOSED, QuestionState.FINAL])
def test_due__answered_already_or_time_to_report__no_look(house: World, state: QuestionState) -> None:
    assert due(house, T + 30, sight(state)) == []
    assert due(house, REPORT_AT) == []


def test_look__a_source_is_gone__said_before_it_matters_but_not_of_one_that_only_waits(house: World) -> None:
    told(house)["yahoo"].price = told(house)["alphavantage"].price = None
    told(house)["alphavantage"].why = Why.SESSION_MISSING
    lines = [line for line in look(house, T + 20) if line["event"] == "source missing before it matters"]
    assert [line["source"] for line in lines] == ["yahoo"]


def settled(house: World) -> None:
    """A market on that close, settled on what all sources said."""
    root = decide_now(house, QUESTION, REPORT_AT).evidence.root
    with Session(house.database) as session:
        session.add(
            mirror.Question(question_id=QUESTION.id, state=5, evidence_root="0x" + root.hex(), block_number=1)
        )
        session.add(
            mirror.Market(
                market_id=QUESTION.market_id, template_id=QUESTION.listing.template.id, source_id=2,
                question_id=QUESTION.id, kind=0, outcomes=5, k0=1, k1=1, open=T - 600_000, close=T - 1_800,
                closes_at=T - 1_800, observe_at=T, edges=["1", "2", "3", "4"], config_hash="0x", staked=5,
                state=State.SETTLED, created_block=1,
            )
        )  # fmt: skip
        session.commit()


@pytest.mark.parametrize(("price", "restated"), [(PRICE, False), (PRICE + CENT, True)])
def test_reread__next_morning__only_an_alarm_and_only_once(house: World, price: int, restated: bool) -> None:
    settled(house)
    assert due(house, T + 30_000, Sight(())) == [("morning", MORNING)]
    told(house)["nasdaq"].price = price
    lines = look(house, MORNING, Sight(()))
    assert ("restated after settlement" in [line["event"] for line in lines]) == restated
    with Session(house.database) as session:
        keys = {row.key for row in session.exec(select(Act)).all()}
    assert (f"restated:{QUESTION.id}" in keys) == restated
    assert due(house, MORNING + 60, Sight(())) == []


def test_due__the_morning_is_long_over__not_looked_at_any_more(house: World) -> None:
    settled(house)
    assert due(house, MORNING + looks.MORNING_LASTS, Sight(())) == []
