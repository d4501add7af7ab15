"""What the chain says, in SQL. Only the indexer writes these tables; all may read them.

They are disposable: dropping them and indexing again gives identical rows (`mirror_outbox`, a log of
notifications, is the one exception). Money is in micro-USDC, prices in 10^-8 USD, times in UTC seconds.
Addresses are EIP-55 strings, hashes 0x-prefixed lower-case hex. Every row names the block that wrote it last,
so that a reorg can undo it.
"""

from enum import StrEnum
from typing import Any, Final

from sqlalchemy import JSON, BigInteger, Column, Index, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from mutuel.db.types import Uint256

NO_EVIDENCE: Final = "0x" + "00" * 32
"""The root of a proof's evidence: it needs none."""


def big(**options: Any) -> Column[int]:
    """A 64-bit integer column; what a table calls micro-USDC, price, time, block or market id."""
    return Column(BigInteger, **options)


class Cursor(SQLModel, table=True):
    """How far the mirror has come. Written in the same transaction as the rows it speaks of."""

    __tablename__ = "mirror_cursor"
    chain_id: int = Field(sa_column=big(primary_key=True, autoincrement=False))
    block_number: int = Field(sa_column=big(nullable=False))
    block_hash: str


class Block(SQLModel, table=True):
    """Recent blocks and their parents, to notice a reorg and find where it began."""

    __tablename__ = "mirror_block"
    number: int = Field(sa_column=big(primary_key=True, autoincrement=False))
    hash: str
    parent_hash: str
    timestamp: int = Field(sa_column=big(nullable=False))


class Event(SQLModel, table=True):
    """One decoded log of our contracts: the source from which every other mirror table follows."""

    __tablename__ = "mirror_event"
    __table_args__ = (Index("ix_mirror_event_about", "about", "name"),)
    block_number: int = Field(sa_column=big(primary_key=True, autoincrement=False))
    log_index: int = Field(primary_key=True)
    block_hash: str
    timestamp: int = Field(sa_column=big(nullable=False))
    tx_hash: str = Field(index=True)
    contract: str  # name in the address book
    name: str = Field(index=True)
    about: str  # the market, question, template, source or account that it speaks of
    args: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))  # integers as decimal strings


class Template(SQLModel, table=True):
    __tablename__ = "mirror_template"
    template_id: int = Field(primary_key=True)
    params_hash: str
    params: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))
    block_number: int = Field(sa_column=big(nullable=False))


class Source(SQLModel, table=True):
    __tablename__ = "mirror_source"
    source_id: int = Field(primary_key=True)
    config_hash: str
    config: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))
    block_number: int = Field(sa_column=big(nullable=False))


class Market(SQLModel, table=True):
    """A market with its decision. `state`: 1 open, 2 settled, 3 void, 4 contested (what the chain stores)."""

    __tablename__ = "mirror_market"
    __table_args__ = (
        Index("ix_mirror_market_closing", "closes_at", "market_id"),
        Index("ix_mirror_market_newest", "created_block", "market_id"),
    )
    market_id: int = Field(sa_column=big(primary_key=True, autoincrement=False))
    template_id: int = Field(index=True)
    source_id: int
    question_id: str
    kind: int
    outcomes: int
    k0: int
    k1: int
    open: int = Field(sa_column=big(nullable=False))
    close: int = Field(sa_column=big(nullable=False))
    closes_at: int = Field(sa_column=big(nullable=False))  # earlier than `close` after an early close
    observe_at: int = Field(sa_column=big(nullable=False))
    edges: list[str] = Field(sa_column=Column(JSON, nullable=False))
    config_hash: str
    staked: int = Field(sa_column=big(nullable=False))  # in all outcomes together
    state: int = Field(index=True)
    winner: int | None = None
    value: int | None = Field(default=None, sa_column=big(nullable=True))
    net: int | None = Field(default=None, sa_column=big(nullable=True))
    fee: int | None = Field(default=None, sa_column=big(nullable=True))
    void_reason: int | None = None
    created_block: int = Field(sa_column=big(nullable=False))
    decided_block: int | None = Field(default=None, sa_column=big(nullable=True))
    decided_at: int | None = Field(default=None, sa_column=big(nullable=True))


class Role(StrEnum):
    """What a question's answer tells of its market."""

    START = "start"
    START_SECOND = "startSecond"  # of a race's second asset
    END = "end"
    END_SECOND = "endSecond"
    CONTEST = "contest"  # who won, when the sources of the others name different winners


class MarketQuestion(SQLModel, table=True):
    """Which questions a market waits for; `role`: a `Role`."""

    __tablename__ = "mirror_market_question"
    market_id: int = Field(sa_column=big(primary_key=True, autoincrement=False))
    role: str = Field(primary_key=True)
    question_id: str = Field(index=True)


class Pool(SQLModel, table=True):
    """Totals of one outcome; the sum of its bets."""

    __tablename__ = "mirror_pool"
    market_id: int = Field(sa_column=big(primary_key=True, autoincrement=False))
    outcome: int = Field(primary_key=True)
    stake: int = Field(sa_column=big(nullable=False))
    weight: int = Field(sa_column=Column(Uint256, nullable=False))
    bets: int


class Bet(SQLModel, table=True):
    __tablename__ = "mirror_bet"
    __table_args__ = (Index("ix_mirror_bet_account", "account", "market_id"),)
    block_number: int = Field(sa_column=big(primary_key=True, autoincrement=False))
    log_index: int = Field(primary_key=True)
    tx_hash: str
    timestamp: int = Field(sa_column=big(nullable=False))
    market_id: int = Field(sa_column=big(nullable=False, index=True))
    account: str
    outcome: int
    stake: int = Field(sa_column=big(nullable=False))
    weight: int = Field(sa_column=Column(Uint256, nullable=False))
    pool_after: int = Field(sa_column=big(nullable=False))


class Claim(SQLModel, table=True):
    __tablename__ = "mirror_claim"
    __table_args__ = (Index("ix_mirror_claim_account", "account", "market_id"),)
    block_number: int = Field(sa_column=big(primary_key=True, autoincrement=False))
    log_index: int = Field(primary_key=True)
    tx_hash: str
    timestamp: int = Field(sa_column=big(nullable=False))
    market_id: int = Field(sa_column=big(nullable=False, index=True))
    account: str
    amount: int = Field(sa_column=big(nullable=False))
    to_wallet: bool


class Question(SQLModel, table=True):
    """A question's latest answer. `state`: a `QuestionState`.

    From a ruling on, the values are the ruling's, none if it is void, and `effective_at` is set: when it holds.
    """

    __tablename__ = "mirror_question"
    question_id: str = Field(primary_key=True)
    source_id: int | None = None
    state: int
    value: int | None = Field(default=None, sa_column=big(nullable=True))
    min: int | None = Field(default=None, sa_column=big(nullable=True))
    max: int | None = Field(default=None, sa_column=big(nullable=True))
    known_at: int | None = Field(default=None, sa_column=big(nullable=True))
    window_ends: int | None = Field(default=None, sa_column=big(nullable=True))
    round: int | None = None
    corrections: int = 0  # of reports, by their own signers
    no_winner: bool = False  # the report says so; its values are 0 and mean nothing
    evidence_root: str | None = None  # of the latest report, or of the cross-check that spoke against a proof
    reason: int | None = None  # of the dispute or the void
    disputed_at: int | None = Field(default=None, sa_column=big(nullable=True))
    ruler: str | None = None
    ruled_void: bool | None = None
    ruling_hash: str | None = None  # of the evidence that the ruling names
    ruling_uri: str | None = None
    effective_at: int | None = Field(default=None, sa_column=big(nullable=True))
    block_number: int = Field(sa_column=big(nullable=False))


class Outbox(SQLModel, table=True):
    """Notifications for the backend's stream: `seq` counts per market from 1 without gaps.

    One row for each kind of change of a market in a block; what changed is in the other tables. Old ones are
    forgotten, but never a market's last.
    """

    __tablename__ = "mirror_outbox"
    __table_args__ = (UniqueConstraint("market_id", "seq"),)
    # SQLite counts by itself only in a column of its own INTEGER type.
    id: int | None = Field(
        default=None, sa_column=Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    )
    market_id: int = Field(sa_column=big(nullable=False))
    seq: int
    kind: str  # created, bet, closed, question, contested, settled, void, claimed, rewound
    block_number: int = Field(sa_column=big(nullable=False))
