"""Resolution: sources, and each question's latest answer."""

from typing import Any

from indexer.decode import Event
from indexer.rows import Rows
from mutuel.db.mirror import NO_EVIDENCE
from mutuel.domain.resolution.question import VoidCause
from mutuel.domain.resolution.table import QuestionState

# What a question may never get, for example when it is disputed before anybody answered.
UNKNOWN = (
    *("source_id", "value", "min", "max", "known_at", "window_ends", "round"),
    *("evidence_root", "reason", "disputed_at"),
    *("ruler", "ruled_void", "ruling_hash", "ruling_uri", "effective_at"),
)


def source_added(event: Event, rows: Rows) -> None:
    source_id = int(event.args["sourceId"])
    rows.sources[source_id] = {
        "source_id": source_id,
        "config_hash": event.args["configHash"],
        "config": event.args["config"],
        "block_number": event.block_number,
    }


def proposed(event: Event, rows: Rows) -> None:
    """A proof, a second one that widens it, a report, or one that corrects another while that is still open."""
    args, known = event.args, rows.questions.get(event.about)
    corrects = (
        known is not None
        and known["state"] == QuestionState.PROPOSED
        and args["evidenceRoot"].lower() != NO_EVIDENCE
    )
    _change(
        event,
        rows,
        corrections=(known["corrections"] if known else 0) + corrects,
        state=QuestionState.PROPOSED.value,
        source_id=int(args["sourceId"]),
        value=int(args["value"]),
        min=int(args["min"]),
        max=int(args["max"]),
        known_at=int(args["knownAt"]),
        window_ends=int(args["windowEnds"]),
        round=int(args["round"]),
        no_winner=bool(args["noWinner"]),
        evidence_root=args["evidenceRoot"],
    )


def challenged(event: Event, rows: Rows) -> None:
    _change(event, rows, state=QuestionState.CHALLENGED.value, round=int(event.args["round"]))


def cross_checked(event: Event, rows: Rows) -> None:
    """A report that speaks against a proof: `Disputed` follows, and what it rests on is this report's evidence."""
    _change(event, rows, evidence_root=event.args["evidenceRoot"])


def disputed(event: Event, rows: Rows) -> None:
    _change(
        event,
        rows,
        state=QuestionState.DISPUTED.value,
        reason=int(event.args["reason"]),
        disputed_at=int(event.args["at"]),
    )


def ruled(event: Event, rows: Rows) -> None:
    """A ruling is filed; it takes effect with the event that follows it, Finalised or Voided."""
    args, is_void = event.args, bool(event.args["isVoid"])
    value = None if is_void else int(args["value"])
    _change(
        event,
        rows,
        state=QuestionState.RULED.value,
        **dict.fromkeys(("value", "min", "max"), value),
        no_winner=False,
        ruler=args["ruler"],
        ruled_void=is_void,
        ruling_hash=args["evidenceHash"],
        ruling_uri=args["evidenceUri"],
        effective_at=int(args["effectiveAt"]),
    )


def finalised(event: Event, rows: Rows) -> None:
    _change(event, rows, state=QuestionState.FINAL.value, value=int(event.args["value"]))


def voided(event: Event, rows: Rows) -> None:
    _change(event, rows, state=QuestionState.VOID.value, reason=int(event.args["reason"]))


def vetoed(event: Event, rows: Rows) -> None:
    _change(event, rows, state=QuestionState.VOID.value, reason=VoidCause.VETOED.value)


def _change(event: Event, rows: Rows, **changes: Any) -> None:
    unknown = {**dict.fromkeys(UNKNOWN), "question_id": event.about, "corrections": 0, "no_winner": False}
    question = rows.questions.setdefault(event.about, unknown)
    question.update(changes | {"block_number": event.block_number})
    for market_id in rows.waiting_for(event.about):
        rows.note(event, market_id, "question")


HANDLERS = {
    "SourceAdded": source_added,
    "Proposed": proposed,
    "Challenged": challenged,
    "CrossChecked": cross_checked,
    "Disputed": disputed,
    "Ruled": ruled,
    "Vetoed": vetoed,
    "Finalised": finalised,
    "Voided": voided,
}
