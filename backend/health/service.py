"""Readiness: the database answers, a node answers, and the mirror is close behind it."""

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from backend.database import snapshot
from backend.head import Head, HeadWatcher
from backend.health.repository import HealthRepository
from backend.health.schemas import Readiness
from backend.markets.records import At


def readiness(engine: Engine, watcher: HeadWatcher, allowed_lag: int) -> Readiness:
    """`allowed_lag`: blocks that the mirror may be behind the node."""
    try:
        with snapshot(engine) as session:
            mirrored, database = HealthRepository(session).mirrored(), True
    except SQLAlchemyError:
        mirrored, database = None, False
    return judge(mirrored, watcher.head, database, watcher.reachable, allowed_lag)


def judge(mirrored: At | None, head: Head | None, database: bool, rpc: bool, allowed_lag: int) -> Readiness:
    lag = seconds = None
    if mirrored and head:
        # A mirror ahead of the last poll is not behind.
        lag, seconds = max(0, head.number - mirrored.block), max(0, head.timestamp - mirrored.time)
    return Readiness(
        ready=database and rpc and lag is not None and lag <= allowed_lag,
        indexer_lag_blocks=lag,
        indexer_lag_seconds=seconds,
        head_block=head.number if head else None,
        mirror_block=mirrored.block if mirrored else None,
        database=database,
        rpc=rpc,
    )
