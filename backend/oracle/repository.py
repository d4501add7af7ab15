"""Queries about what the oracle asked, and about the sources that are registered on chain."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from sqlalchemy import case, func, or_
from sqlmodel import Session, col, select

from mutuel.db.mirror import Source
from mutuel.db.oracle import Fetch

NOT_YET: Final = (
    *("session-missing", "session-unfinished", "splits-unknown", "wrong-basis"),
    *("minute-missing", "minute-unfinished", "report-missing", "overs-missing", "result-unclear"),
)
"""Refusals of a source that works: it says that there is nothing to say."""
LATELY: Final = 20_000
"""Answers that are looked back at: weeks of them."""


class Asked(NamedTuple):
    """What came of asking one source lately."""

    last: Fetch
    answered_at: int | None
    failures: int


class OracleRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def asked(self) -> list[Asked]:
        """By the name of the source."""
        since = (self._session.exec(select(func.max(Fetch.id))).one() or 0) - LATELY
        fine = or_(
            col(Fetch.refusal).is_(None), *(col(Fetch.refusal).startswith(f"{why}:") for why in NOT_YET)
        )
        answered = func.max(case((fine, Fetch.id)))
        query = (
            select(func.max(Fetch.id), answered)
            .where(col(Fetch.id) > since)
            .group_by(col(Fetch.source))
            .order_by(col(Fetch.source))
        )
        return [self._asked(last or 0, good, since) for last, good in self._session.exec(query).all()]

    def sources(self) -> Sequence[Source]:
        return self._session.exec(select(Source).order_by(col(Source.source_id))).all()

    def _asked(self, last: int, answered: int | None, since: int) -> Asked:
        row = self._session.get_one(Fetch, last)
        good = self._session.get_one(Fetch, answered) if answered else None
        failed = (
            select(func.count())
            .select_from(Fetch)
            .where(Fetch.source == row.source, col(Fetch.id) > (answered or since))
        )
        return Asked(row, good.fetched_at if good else None, self._session.exec(failed).one())
