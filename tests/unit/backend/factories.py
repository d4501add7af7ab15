"""Mirror rows for tests, with the numbers of the weekly range market unless a test says otherwise."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, func, update
from sqlmodel import Session, SQLModel, col, select

from mutuel.db.mirror import (
    Bet,
    Block,
    Claim,
    Cursor,
    Market,
    MarketQuestion,
    Outbox,
    Pool,
    Question,
    Role,
    Template,
)

USDC = 10**6
OPEN, CLOSE, OBSERVE = 1_700_000_000, 1_700_601_200, 1_700_603_000
NOW = OPEN + 1_000  # betting is open
BLOCK = 500
EDGES = [18_000_000_000, 18_500_000_000, 19_000_000_000, 19_500_000_000]
START = OPEN - 600
TEMPLATE, MARKET = 2, 2 << 48 | 19_000 << 8
# Templates of the other kinds, by the names in products.toml beside this file.
ROUND, RACE, WINDOW, SAFE, OVERS = 6, 7, 8, 9, 10
OTHERS = {
    "BTC-10M": ROUND,
    "AAPL-MSFT-WEEK": RACE,
    "CRICKET-WINNER": WINDOW,
    "CRICKET-WINNER-SAFE": SAFE,
    "CRICKET-OVERS": OVERS,
}
KINDS = {ROUND: 1, RACE: 2, WINDOW: 3, SAFE: 4, OVERS: 4}
MATCH = 77
MATCHES = """
[[matches]]
number = 77
sport = "CRICKET"
sides = ["Lucknow", "Rajasthan"]
start = 2023-11-14T22:00:00Z
latest_end = 2023-11-15T06:00:00Z
mode = "time"
window_seconds = 600
windows = 12
overs = 5

[[matches]]
number = 78
sport = "CRICKET"
sides = ["Delhi", "Chennai"]
start = 2023-11-20T22:00:00Z
latest_end = 2023-11-21T06:00:00Z
mode = "overs"
window_seconds = 900
windows = 10
"""
ALICE, BOB, CAROL = ("0x" + digit * 40 for digit in "123")


def hash32(number: int) -> str:
    return f"0x{number:064x}"


def cursor(block: int = BLOCK, timestamp: int = NOW) -> list[SQLModel]:
    return [
        Cursor(chain_id=31337, block_number=block, block_hash=hash32(block)),
        Block(number=block, hash=hash32(block), parent_hash=hash32(block - 1), timestamp=timestamp),
    ]


def template(template_id: int = TEMPLATE, **changes: Any) -> Template:
    """`params` as the indexer stores an event's arguments: integers as decimal text."""
    params: dict[str, Any] = {
        "kind": 0, "outcomes": 5, "k0": 1, "k1": 1, "subjectRule": 1, "sourceId": 2, "source2Id": 0,
        "takeoutBps": 0, "insuranceBps": 1_000, "capFloor": 100 * USDC, "capMax": 10_000 * USDC,
        "maxPool": 250_000 * USDC, "mergeBelow": 0, "minLosers": 1, "minLosersBps": 0, "knownGuard": 0,
    }  # fmt: skip
    flags = {"contestable": True, "haltable": False, "closableEarly": False, "cancellable": False}
    flags |= {name: changes.pop(name) for name in flags.keys() & changes.keys()}
    texts: dict[str, object] = {name: str(value) for name, value in (params | changes).items()}
    return Template(
        template_id=template_id, params_hash=hash32(template_id), params=texts | flags, block_number=1
    )


def market(market_id: int = MARKET, **changes: Any) -> Market:
    fields: dict[str, Any] = {
        "market_id": market_id, "template_id": market_id >> 48, "source_id": 2,
        "question_id": hash32(market_id), "kind": 0, "outcomes": 5, "k0": 1, "k1": 1,
        "open": OPEN, "close": CLOSE, "closes_at": changes.get("close", CLOSE), "observe_at": OBSERVE,
        "edges": [str(edge) for edge in EDGES], "config_hash": hash32(7), "staked": 0, "state": 1, "created_block": 10,
    }  # fmt: skip
    return Market(**(fields | changes))


def link(market_id: int = MARKET, role: Role = Role.END, question_id: str | None = None) -> MarketQuestion:
    """Every market waits for the question of its own number unless a test says otherwise."""
    return MarketQuestion(market_id=market_id, role=role, question_id=question_id or hash32(market_id))


def two_sided(template_id: int, period: int = 1, index: int = 0, **changes: Any) -> Market:
    """A market with two outcomes: up/down and races compare with a price at START, windows with nothing."""
    kind = KINDS[template_id]
    compared = kind in (1, 2)
    fields: dict[str, Any] = {
        "kind": kind, "outcomes": 2, "k1": 1 if compared else 0,
        "edges": [str(START) if compared else "0", "0", "0", "0"],
    }  # fmt: skip
    return market(template_id << 48 | period << 8 | index, **(fields | changes))


def template_for(template_id: int, **changes: Any) -> Template:
    """The template of `two_sided`."""
    kind = KINDS[template_id]
    fields: dict[str, Any] = {"kind": kind, "outcomes": 2}
    if kind == 2:
        fields |= {"source2Id": 3}
    if kind > 2:
        fields |= {"k1": 0, "knownGuard": 120, "subjectRule": 2 if template_id == OVERS else 1}
    return template(template_id, **(fields | changes))


def settled(market_id: int = MARKET, *, winner: int, net: int, fee: int = 0, **changes: Any) -> Market:
    decision: dict[str, Any] = {"state": 2, "winner": winner, "value": 18_700_000_000, "net": net, "fee": fee}
    return market(market_id, **(decision | {"decided_block": 400, "decided_at": OBSERVE + 9_000} | changes))


def void(market_id: int = MARKET, reason: int = 7) -> Market:
    decided = {"decided_block": 400, "decided_at": OBSERVE + 9_000}
    return market(market_id, state=3, void_reason=reason, **decided)


def bets(*placed: tuple[str, int, int], market_id: int = MARKET, first_block: int = 20) -> list[SQLModel]:
    """Bets of (account, outcome, micro-USDC), one a block, and the pools that they make."""
    rows: list[SQLModel] = []
    pools: dict[int, Pool] = {}
    total = 0
    for block, (account, outcome, stake) in enumerate(placed, start=first_block):
        total += stake
        where = {"market_id": market_id, "outcome": outcome}
        bet = Bet(
            block_number=block, log_index=1, tx_hash=hash32(block), timestamp=OPEN + block,
            account=account, stake=stake, weight=stake, pool_after=total, **where,
        )  # fmt: skip
        rows.append(bet)
        pool = pools.setdefault(outcome, Pool(stake=0, weight=0, bets=0, **where))
        pool.stake, pool.weight, pool.bets = pool.stake + stake, pool.weight + stake, pool.bets + 1
    return [*rows, *pools.values()]


def claim(account: str, amount: int, market_id: int = MARKET, block: int = 450) -> Claim:
    return Claim(
        block_number=block, log_index=2, tx_hash=hash32(block), timestamp=OBSERVE + block,
        market_id=market_id, account=account, amount=amount, to_wallet=True,
    )  # fmt: skip


def question(market_id: int = MARKET, **changes: Any) -> Question:
    fields: dict[str, Any] = {"question_id": hash32(market_id), "state": 1, "block_number": 300}
    return Question(**(fields | changes))


def outbox(market_id: int = MARKET, seq: int = 1, kind: str = "bet") -> Outbox:
    return Outbox(market_id=market_id, seq=seq, kind=kind, block_number=BLOCK)


def save(engine: Engine, *rows: SQLModel | list[SQLModel]) -> None:
    """What the indexer would have written, in one transaction; what a market holds follows from its pools."""
    pools = select(func.sum(Pool.stake)).where(col(Pool.market_id) == col(Market.market_id)).scalar_subquery()
    with Session(engine) as session:
        for row in rows:
            session.add_all(row if isinstance(row, list) else [row])
            if isinstance(row, Market):
                session.add(link(row.market_id))
        session.flush()
        session.connection().execute(update(Market).values(staked=func.coalesce(pools, 0)))
        session.commit()
