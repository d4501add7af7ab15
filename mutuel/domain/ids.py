"""Names that chain and database agree on, each computed from what it names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import NewType

from eth_hash.auto import keccak

from mutuel.domain.errors import require_range

MarketId = NewType("MarketId", int)
"""templateId << 48 | period << 8 | index: 64 bits at most, so a signed database integer holds it."""
QuestionId = NewType("QuestionId", bytes)
"""32 bytes; the same for every market that waits for the same observation."""

MAX_TEMPLATE = 2**15 - 1
"""Half of what the chain allows, so that every id fits a signed 64-bit column; ids are never reused."""
MAX_INDEX = 2**8 - 1
MAX_MARKET_ID = 2**63 - 1
"""What the column holds. Anybody can make the engine name a larger number, of a market that never was."""
_UINT16, _UINT32, _UINT256 = 2**16 - 1, 2**32 - 1, 2**256 - 1


class SubjectRule(IntEnum):
    """How a question's subject follows from the market's id."""

    NONE = 0
    """The source names one asset that needs no further word: crypto."""
    PERIOD = 1
    """Stocks: the day whose share the price is expressed in. Match winner: the match number."""
    PERIOD_INDEX = 2
    """Over range of a match."""


@dataclass(frozen=True, slots=True)
class MarketKey:
    """The three parts of a market's id: uint16, uint32, uint8."""

    template_id: int
    period: int
    index: int


def market_id(template_id: int, period: int, index: int) -> MarketId:
    """Packs the three parts. Raises OutOfRange for a part that does not fit or for template 0."""
    require_range("template id", template_id, 1, MAX_TEMPLATE)
    require_range("period", period, 0, _UINT32)
    require_range("index", index, 0, MAX_INDEX)
    return MarketId(template_id << 48 | period << 8 | index)


def market_key(market: int) -> MarketKey:
    """The parts of an id; the inverse of `market_id`. Raises OutOfRange for a number that is no id."""
    require_range("market id", market, 1 << 48, MAX_MARKET_ID)
    period = require_range("period", market >> 8 & (2**40 - 1), 0, _UINT32)
    return MarketKey(market >> 48, period, market & MAX_INDEX)


def subject_of(rule: SubjectRule, market: int) -> bytes:
    """The 32-byte subject of the question that decides `market`."""
    key = market_key(market)
    if rule is SubjectRule.NONE:
        return _word(0)
    if rule is SubjectRule.PERIOD:
        return _word(key.period)
    return _word(key.period << 8 | key.index)


def question_id(source_id: int, observe_at: int, subject: bytes) -> QuestionId:
    """keccak256(abi.encode(uint16 sourceId, uint32 observeAt, bytes32 subject)). Raises OutOfRange."""
    require_range("source id", source_id, 0, _UINT16)
    require_range("observation time", observe_at, 0, _UINT32)
    require_range("subject length", len(subject), 32, 32)
    return QuestionId(keccak(_word(source_id) + _word(observe_at) + subject))


def contest_id(engine: bytes, market: int) -> QuestionId:
    """keccak256(abi.encode("CONTEST", address engine, uint256 marketId)): the question of one market.

    `engine` is the 20-byte address. Raises OutOfRange.
    """
    require_range("address length", len(engine), 20, 20)
    require_range("market id", market, 0, _UINT256)
    label = b"CONTEST"
    head = _word(3 * 32) + engine.rjust(32, b"\0") + _word(market)
    return QuestionId(keccak(head + _word(len(label)) + label.ljust(32, b"\0")))


def _word(value: int) -> bytes:
    return value.to_bytes(32, "big")
