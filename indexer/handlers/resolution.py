"""Resolution: sources, and each question's latest answer."""

from typing import Any

from indexer.decode import Event
from indexer.rows import Rows

PROPOSED, CHALLENGED, DISPUTED, RULED, FINAL, VOID = 1, 2, 3, 4, 5, 6  # as Resolution stores them
VETOED = 5  # the reason of a void
# What a question may never get, for example when it is disputed before anybody answered.
UNKNOWN = (
    *("source_id", "value", "min", "max", "known_at", "window_ends", "round"),
    *("evidence_root", "reason", "disputed_at"),
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
    args = event.args
    _change(
        event,
        rows,
        state=PROPOSED,
        source_id=int(args["sourceId"]),
        value=int(args["value"]),
        min=int(args["min"]),
        max=int(args["max"]),
        known_at=int(args["knownAt"]),
        window_ends=int(args["windowEnds"]),
        round=int(args["round"]),
        evidence_root=args["evidenceRoot"],
    )


def challenged(event: Event, rows: Rows) -> None:
    _change(event, rows, state=CHALLENGED, round=int(event.args["round"]))


def disputed(event: Event, rows: Rows) -> None:
    _change(event, rows, state=DISPUTED, reason=int(event.args["reason"]), disputed_at=int(event.args["at"]))


def ruled(event: Event, rows: Rows) -> None:
    """A ruling is filed; it takes effect with the event that follows it, Finalised or Voided."""
    _change(event, rows, state=RULED)


def finalised(event: Event, rows: Rows) -> None:
    _change(event, rows, state=FINAL, value=int(event.args["value"]))


def voided(event: Event, rows: Rows) -> None:
    _change(event, rows, state=VOID, reason=int(event.args["reason"]))


def vetoed(event: Event, rows: Rows) -> None:
    _change(event, rows, state=VOID, reason=VETOED)


def _change(event: Event, rows: Rows, **changes: Any) -> None:
    question = rows.questions.setdefault(event.about, {**dict.fromkeys(UNKNOWN), "question_id": event.about})
    question.update(changes | {"block_number": event.block_number})
    for market_id in rows.waiting_for(event.about):
        rows.note(event, market_id, "question")


HANDLERS = {
    "SourceAdded": source_added,
    "Proposed": proposed,
    "Challenged": challenged,
    "Disputed": disputed,
    "Ruled": ruled,
    "Vetoed": vetoed,
    "Finalised": finalised,
    "Voided": voided,
}
