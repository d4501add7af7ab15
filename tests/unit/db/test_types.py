"""Column types that must be exact in both databases; PostgreSQL's turn is in the integration tests."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import insert, select

from mutuel.db.engine import create_tables, open_engine
from mutuel.db.mirror import Pool
from mutuel.db.rows import table
from mutuel.db.types import ExactSum

POOL = table(Pool)


def test_exact_sum__weights_beyond_64_bits__loses_nothing(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'sums.db'}")
    create_tables(engine)
    weights = (2**80 - 1, 2**80 - 1, 1)
    rows = [{"market_id": 1, "outcome": i, "stake": 1, "weight": w, "bets": 1} for i, w in enumerate(weights)]
    with engine.begin() as connection:
        connection.execute(insert(POOL), rows)
        assert connection.execute(select(ExactSum(POOL.c.weight))).scalar_one() == 2**81 - 1
        nothing = connection.execute(
            select(ExactSum(POOL.c.weight)).where(POOL.c.market_id == 2)
        ).scalar_one()
    assert nothing in (0, None)
