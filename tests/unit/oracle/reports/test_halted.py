"""A share that was halted at its close goes to a ruling, with the record as evidence (R-HALT)."""

from __future__ import annotations

from datetime import date, timedelta

from mutuel.domain.resolution.decide import Dispute, DisputeReason, Final, Flag
from oracle.evidence import body_names
from oracle.observations.observe import Asked, observe
from oracle.reports.decide import decide_question
from oracle.reports.propose import report_of
from oracle.sources.halts import Halt, HaltRecord
from oracle.sources.transport import Page
from scripts.replay.histories import SYNTHETIC, load
from tests.unit.oracle.asking import DAYS, TICK, ask, question

HISTORIES = load(SYNTHETIC)
SESSION = DAYS.on(date(2026, 10, 16))
BASIS = SESSION.day - timedelta(days=7)
ASKED = Asked("AAPL", SESSION, BASIS, TICK, SESSION.day)
RECORD = HaltRecord(Halt("AAPL", SESSION.close - 600, None, "T1"), (Page("/rss", 200, b"<rss/>"),))


def test_decide_question__halted_at_the_close__a_dispute_with_the_record_as_evidence() -> None:
    asked = question("AAPL", SESSION, BASIS)
    findings = observe(ask(HISTORIES, "AAPL", SESSION, BASIS), ASKED)
    now = SESSION.closes_are_corrected_at
    assert isinstance(decide_question(asked, findings, ASKED, now).verdict, Final)
    decided = decide_question(asked, findings, ASKED, now, RECORD)
    assert isinstance(decided.verdict, Dispute)
    assert decided.verdict.reason is DisputeReason.HALT
    report = report_of(asked, decided.verdict, decided.evidence)
    assert report["flags"] == Flag.HALT
    assert RECORD.pages[0].sha256 in body_names(decided.evidence.manifest)
    assert RECORD.pages[0].body in decided.evidence.bodies
