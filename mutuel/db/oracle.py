"""What the oracle saw, decided and sent. Only the oracle writes these tables; all may read them."""

from sqlalchemy import JSON, BigInteger, Column, UniqueConstraint
from sqlmodel import Field, SQLModel


class Price(SQLModel, table=True):
    """A price as a source showed it, for charts; never for settlement.

    `split_to` new shares for `split_from` old ones took effect with this price, 1 for 1 on any other day: so a price
    of another day can be told in this one's shares.
    """

    __tablename__ = "oracle_price"
    symbol: str = Field(primary_key=True)
    at: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))  # UTC seconds
    source: str = Field(primary_key=True)
    price: int = Field(sa_column=Column(BigInteger, nullable=False))  # 10^-8 USD, as traded
    split_to: int = 1
    split_from: int = 1


class Fetch(SQLModel, table=True):
    """One answer of a source: its raw body lies in the archive under its SHA-256."""

    __tablename__ = "oracle_fetch"
    id: int | None = Field(default=None, primary_key=True)
    question_id: str = Field(index=True)
    source: str
    fetched_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    body_sha256: str | None = None
    value: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    refusal: str | None = None  # why there is no value


class Decision(SQLModel, table=True):
    """What was decided from one round of fetches, and the root of its evidence."""

    __tablename__ = "oracle_decision"
    id: int | None = Field(default=None, primary_key=True)
    question_id: str = Field(index=True)
    decided_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    kind: str  # final, dispute, delay, void
    value: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    evidence_root: str
    evidence: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))


class Act(SQLModel, table=True):
    """One thing done on chain. `key` names it, so that a restart never does it twice by mistake."""

    __tablename__ = "oracle_act"
    __table_args__ = (UniqueConstraint("key", "attempt"),)
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(index=True)  # for example "settle:281474976710913"
    attempt: int
    at: int = Field(sa_column=Column(BigInteger, nullable=False))
    tx_hash: str | None = None
    outcome: str  # sent, done, refused
    detail: str | None = None


class MatchSaying(SQLModel, table=True):
    """What a feed said about a match from `at` on, until its next row. Bodies that counted are archived."""

    __tablename__ = "oracle_match_saying"
    id: int | None = Field(default=None, primary_key=True)
    number: int = Field(sa_column=Column(BigInteger, index=True, nullable=False))
    source: str
    at: int = Field(sa_column=Column(BigInteger, nullable=False))
    # Play, winner, knownAt, awarded, innings.
    state: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))
    body_sha256: str


class MatchPoll(SQLModel, table=True):
    """When the feeds of a match were last asked."""

    __tablename__ = "oracle_match_poll"
    number: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    at: int = Field(sa_column=Column(BigInteger, nullable=False))


class Status(SQLModel, table=True):
    """How the oracle found itself when it last looked: one row. Its shape is oracle/monitoring/status.py's."""

    __tablename__ = "oracle_status"
    id: int = Field(default=1, primary_key=True)
    at: int = Field(sa_column=Column(BigInteger, nullable=False))  # UTC seconds
    told: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))
