"""The questions of a market as the API shows them."""

from typing import Final

from backend.markets import schemas
from backend.markets.records import Asked, MarketRecord
from mutuel.db.mirror import Role
from mutuel.domain.ids import subject_of
from mutuel.domain.market import Kind
from mutuel.domain.ranges import index_of
from mutuel.domain.resolution.decide import DisputeReason
from mutuel.domain.resolution.question import VoidCause
from mutuel.domain.resolution.table import QuestionState

SECOND: Final = (Role.START_SECOND, Role.END_SECOND)
NO_ANSWER: Final = schemas.Question(
    state=schemas.QuestionState.NONE,
    value=None,
    min=None,
    max=None,
    outcome=None,
    no_winner=False,
    window_ends=None,
    round=None,
    evidence_root=None,
    disputed_at=None,
    effective_at=None,
    dispute_reason=None,
    void_reason=None,
)


def deciding(record: MarketRecord) -> schemas.Question:
    """The question that the market waits for in the end: a contest's, or the observation at the end."""
    asked = record.question
    return NO_ANSWER if asked is None else answer_of(record, asked)


def all_of(record: MarketRecord, symbols: tuple[str, str | None]) -> list[schemas.AskedQuestion]:
    """In the order of their observations. `symbols`: the market's, and a race's second one."""
    first, second = symbols
    subject = "0x" + subject_of(record.template.subject_rule, record.row.market_id).hex()
    return [
        schemas.AskedQuestion(
            **dict(answer_of(record, asked)),
            role=schemas.QuestionRole(asked.role),
            question_id=asked.id,
            source_id=asked.source_id,
            subject=subject,
            symbol=(second or "") if asked.role in SECOND else first,
            observe_at=asked.observe_at,
        )
        for asked in sorted(record.questions, key=lambda one: (one.role is Role.CONTEST, one.observe_at))
    ]


def answer_of(record: MarketRecord, asked: Asked) -> schemas.Question:
    row = asked.answer
    if row is None:
        return NO_ANSWER
    price, voided, reason = _is_price(record, asked.role), row.state == QuestionState.VOID, row.reason
    return schemas.Question(
        state=schemas.QuestionState[QuestionState(row.state).name],
        value=row.value if price else None,
        min=row.min if price else None,
        max=row.max if price else None,
        outcome=None if row.value is None or row.no_winner else _outcome(record, asked.role, row.value),
        no_winner=row.no_winner,
        window_ends=row.window_ends,
        round=row.round,
        evidence_root=row.evidence_root,
        disputed_at=row.disputed_at,
        effective_at=row.effective_at,
        dispute_reason=None if reason is None or voided else _dispute_reason(reason),
        void_reason=_void_reason(reason) if voided and reason is not None else None,
    )


def _dispute_reason(number: int) -> schemas.DisputeReason:
    return schemas.DisputeReason[DisputeReason(number).name]


def _void_reason(number: int) -> schemas.QuestionVoidReason:
    return schemas.QuestionVoidReason[VoidCause(number).name]


def claim_of(record: MarketRecord, role: Role, value: int) -> tuple[int | None, int | None]:
    """What somebody claims the answer to be: the price, if it is one, and the outcome that it names."""
    return value if _is_price(record, role) else None, _outcome(record, role, value)


def _is_price(record: MarketRecord, role: Role) -> bool:
    """A contest's ruling names a price only of ranges, else the outcome."""
    kind = record.template.kind
    return kind is Kind.RANGE or not (kind.is_match or role is Role.CONTEST)


def _outcome(record: MarketRecord, role: Role, value: int) -> int | None:
    """What the answer names by itself: nothing where it has to be compared with another."""
    if record.template.kind is Kind.RANGE:
        return index_of(value, record.market.edges)
    return None if _is_price(record, role) else int(value != 0)
