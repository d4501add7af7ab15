"""The API's own connections: one moment, and reads only."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from backend.database import snapshot
from backend.state import AppState
from mutuel.db.mirror import Market
from tests.unit.backend.factories import MARKET, market, save


def test_snapshot__written_meanwhile__shows_one_moment(db: Engine, state: AppState) -> None:
    save(db, market())
    with snapshot(state.engine) as session:
        before = len(session.exec(select(Market)).all())
        save(db, market(MARKET + 1))
        assert len(session.exec(select(Market)).all()) == before == 1
    with snapshot(state.engine) as session:
        assert len(session.exec(select(Market)).all()) == 2


def test_snapshot__write__is_refused(db: Engine, state: AppState) -> None:
    save(db, market())
    with snapshot(state.engine) as session, pytest.raises(OperationalError, match="readonly"):
        session.execute(text("DELETE FROM mirror_market"))
