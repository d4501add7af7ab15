"""A correction is a source that takes back its word: no silence, no late voice, no noise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import Session, select

from mutuel.db import mirror
from mutuel.db.oracle import Decision
from mutuel.domain.resolution.decide import Dispute, DisputeReason, Final
from oracle.observations import halts
from oracle.reports.attempt import decide_now
from oracle.reports.corrections import corrected, proposed_values, values_of
from oracle.sources.halts import Halt, HaltRecord
from oracle.sources.transport import Page
from oracle.world import World
from tests.unit.oracle.close_answers import CENT, PRICE, QUESTION, SESSION, told, world

PROPOSED_AT = SESSION.closes_are_corrected_at
LATER = PROPOSED_AT + 3_600


@pytest.fixture
def house(tmp_path: Path) -> World:
    """Apple's close is proposed: the evidence is in the archive, its root in the mirror."""
    made = world(tmp_path)
    root = decide_now(made, QUESTION, PROPOSED_AT).evidence.root
    with Session(made.database) as session:
        session.add(
            mirror.Question(question_id=QUESTION.id, state=1, evidence_root="0x" + root.hex(), block_number=1)
        )
        session.commit()
    return made


def test_corrected__all_say_the_same__none_but_the_look_is_kept(house: World) -> None:
    assert corrected(house, QUESTION, LATER) is None
    with Session(house.database) as session:
        assert [row.kind for row in session.exec(select(Decision)).all()] == ["final", "reread"]


def test_corrected__the_exchange_takes_back_its_close__its_new_word_with_evidence(house: World) -> None:
    told(house)["nasdaq"].price = PRICE + CENT
    found = corrected(house, QUESTION, LATER)
    assert found is not None
    assert found.sources == ("nasdaq",)
    assert isinstance(found.decided.verdict, Final)
    assert found.decided.verdict.values == (PRICE + CENT, PRICE, PRICE)
    archived = house.archive.load(found.decided.evidence.root)
    assert values_of(archived.manifest) == {
        "nasdaq": "230.01000000",
        "yahoo": "230.00000000",
        "alphavantage": "230.00000000",
    }


def test_corrected__far_from_the_others__to_be_disputed(house: World) -> None:
    told(house)["yahoo"].price = PRICE * 1_006 // 1_000
    found = corrected(house, QUESTION, LATER)
    assert found is not None
    assert isinstance(found.decided.verdict, Dispute)
    assert found.sources == ("yahoo",)


@pytest.mark.parametrize("name", ["nasdaq", "yahoo"])
def test_corrected__a_source_falls_silent__corrects_nothing(house: World, name: str) -> None:
    told(house)[name].price = None
    assert corrected(house, QUESTION, LATER) is None


def test_corrected__a_source_speaks_up_late_and_far_away__corrects_nothing(tmp_path: Path) -> None:
    made = world(tmp_path)
    told(made)["yahoo"].price = None
    patient = replace(
        QUESTION, source=replace(QUESTION.source, quorum=replace(QUESTION.source.quorum, needed=2))
    )
    root = decide_now(made, patient, PROPOSED_AT).evidence.root
    with Session(made.database) as session:
        session.add(
            mirror.Question(question_id=QUESTION.id, state=1, evidence_root="0x" + root.hex(), block_number=1)
        )
        session.commit()
    told(made)["yahoo"].price = PRICE * 2
    assert corrected(made, patient, LATER) is None


def test_corrected__a_halt_became_known__to_be_disputed_though_nobody_changed_his_word(
    house: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = HaltRecord(Halt("AAPL", SESSION.close - 60, None, "T1"), (Page("/rss", 200, b"<rss/>"),))
    monkeypatch.setattr(halts, "at_close", lambda *_: record)
    found = corrected(house, QUESTION, LATER)
    assert found is not None
    assert isinstance(found.decided.verdict, Dispute)
    assert (found.decided.verdict.reason, found.sources) == (DisputeReason.HALT, ())


def test_corrected__nothing_is_proposed__none_and_nobody_is_asked(tmp_path: Path) -> None:
    made = world(tmp_path)
    assert corrected(made, QUESTION, LATER) is None
    with Session(made.database) as session:
        assert session.exec(select(Decision)).all() == []


def test_corrected__somebody_elses_evidence__cannot_be_compared(house: World) -> None:
    with Session(house.database) as session:
        session.exec(select(mirror.Question)).one().evidence_root = "0x" + "11" * 32
        session.commit()
    told(house)["nasdaq"].price = PRICE + CENT
    assert proposed_values(house, QUESTION) is None
    assert corrected(house, QUESTION, LATER) is None


@pytest.mark.parametrize("manifest", [{}, {"answers": 5}, {"answers": [3]}, [], None])
def test_values_of__no_manifest__no_values(manifest: object) -> None:
    assert values_of(manifest) == {}
