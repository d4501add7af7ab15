from __future__ import annotations

import asyncio
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from mutuel.domain.resolution.decide import Dispute, DisputeReason, Final, Flag
from oracle.decide import decide_question
from oracle.evidence import body_names
from oracle.halts import at_close, evidence_of
from oracle.observe import Asked, observe
from oracle.propose import report_of
from oracle.sources.closes import Refusal
from oracle.sources.halts import Halt, HaltRecord, HaltRecords
from oracle.sources.transport import Page, Web
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


class Dripping(HaltRecords):
    """Sends a byte now and then, and never ends."""

    async def fetch(self, web: Web) -> tuple[tuple[Page, ...], tuple[Halt, ...] | Refusal]:
        await asyncio.sleep(60)
        return await super().fetch(web)


def test_at_close__record_that_never_ends__flags_nothing() -> None:
    world: Any = SimpleNamespace(halts=Dripping("http://nowhere.invalid", ""), source_timeout=0.01)
    assert at_close(world, "AAPL", SESSION.close) is None


def test_evidence_of__market_wide_halt__names_the_halt_and_its_page() -> None:
    told = evidence_of(RECORD, 100)
    assert body_names(told.manifest) == [RECORD.pages[0].sha256]
    assert told.root == evidence_of(RECORD, 100).root != evidence_of(RECORD, 101).root
