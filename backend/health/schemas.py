"""What the API says about itself."""

from typing import Literal

from backend.schemas import Schema


class Health(Schema):
    """The process answers."""

    status: Literal["ok"] = "ok"
    version: str


class Readiness(Schema):
    """Whether the answers are fresh. Lags are None while one of the two blocks is unknown."""

    ready: bool
    indexer_lag_blocks: int | None
    indexer_lag_seconds: int | None
    head_block: int | None
    mirror_block: int | None
    database: bool
    rpc: bool
