"""Storage layout: each record is exactly the slots that are counted here, so a bet's cost cannot creep."""

import pytest
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tests.contracts.house import (
    BETTOR,
    EDGES,
    GOVERNANCE,
    MATCH,
    PRICE,
    RACE,
    RIVAL,
    USDC,
    House,
    Market,
    template,
)

MARKETS, MARKET_EDGES, POOLS, POSITIONS, TEMPLATES = range(5)
HOLDERS, ENGINES, FENCES, ALLOCATIONS = range(4)


def place(slot: int, *keys: tuple[str, object]) -> bytes:
    """Where a mapping (of mappings) keeps the value of these keys."""
    where = encode(["uint256"], [slot])
    for kind, key in keys:
        where = keccak(encode([kind], [key]) + where)
    return where


def fields(word: int, *widths: int) -> list[int]:
    """A word cut into fields, lowest first; nothing may stand above them."""
    values = []
    for width in widths:
        values.append(word & ((1 << width) - 1))
        word >>= width
    assert word == 0
    return values


def engine_word(house: House, slot: int, *keys: tuple[str, object], next_words: int = 0) -> int:
    key = int.from_bytes(place(slot, *keys), "big") + next_words
    return house.node.slot(house.engine.address, key.to_bytes(32, "big"))


def escrow_word(house: House, slot: int, *keys: tuple[str, object]) -> int:
    return house.node.slot(house.escrow.address, place(slot, *keys))


def test_market__one_slot__holds_what_a_bet_reads(house: House, market: Market) -> None:
    word = engine_word(house, MARKETS, ("uint256", market.id))
    assert fields(word, 32, 32, 32, 16, 16, 48, 32, 4, 4, 4, 4, 4, 4, 8, 8, 8) == [
        market.open, market.close, market.observe_at, 1, 1, 0, market.close, 5, 0, 0, 1, 1, 1,
        1 << 3 | 2, 1 << 3 | 4, 25 << 3 | 4,
    ]  # fmt: skip
    edges = engine_word(house, MARKET_EDGES, ("uint256", market.id))
    assert fields(edges, 64, 64, 64, 64) == EDGES


def test_market__settled__net_winner_and_state_in_the_same_slot(house: House, market: Market) -> None:
    house.bet(market, BETTOR, 1, 20)
    house.bet(market, RIVAL, 2, 30)
    house.settle(market, 92 * PRICE)
    word = engine_word(house, MARKETS, ("uint256", market.id))
    assert (word >> 128 & (2**48 - 1), word >> 216 & 15, word >> 220 & 15) == (50 * USDC, 1, 2)


def test_pools_and_position__flat__one_slot_each(house: House, market: Market) -> None:
    house.node.next_at(market.open + 600)
    house.bet(market, BETTOR, 1, 20)
    house.bet(market, RIVAL, 4, 30)
    pools = engine_word(house, POOLS, ("uint256", market.id))
    assert fields(pools, 48, 48, 48, 48, 48, 16) == [0, 20 * USDC, 0, 0, 30 * USDC, 0]
    mine = engine_word(house, POSITIONS, ("uint256", market.id), ("address", BETTOR))
    assert fields(mine, 48, 48, 48, 48, 48, 15, 1) == [0, 20 * USDC, 0, 0, 0, 10, 0]
    beyond = [engine_word(house, POOLS, ("uint256", market.id), next_words=i) for i in (1, 2)]
    assert beyond == [0, 0]


def test_position__limited_account__top_bit_set(house: House, market: Market) -> None:
    house.limits.setLimit(0, 100 * USDC, sender=BETTOR)
    house.bet(market, BETTOR, 0, 20)
    mine = engine_word(house, POSITIONS, ("uint256", market.id), ("address", BETTOR))
    assert mine >> 255 == 1


def test_position__weighted_five_outcomes__two_outcomes_a_slot(house: House) -> None:
    decaying = house.create(house.add_template(k0=4, k1=1))
    house.bet(decaying, BETTOR, 0, 20)
    house.bet(decaying, BETTOR, 4, 30)
    weights = house.engine.view.position(decaying.id, BETTOR)[1]
    keys = (("uint256", decaying.id), ("address", BETTOR))
    words = [engine_word(house, POSITIONS, *keys, next_words=i) for i in range(3)]
    assert fields(words[0], 48, 72, 48, 72, 16)[:4] == [20 * USDC, weights[0], 0, 0]
    assert words[1] == 0
    assert fields(words[2], 48, 72) == [30 * USDC, weights[4]]


def test_template__one_slot__unpacks_to_what_was_given(house: House) -> None:
    changes = {
        "kind": RACE,
        "outcomes": 2,
        "k0": 9,
        "k1": 3,
        "subjectRule": 2,
        "sourceId": 65_535,
        "source2Id": 513,
        "takeoutBps": 300,
        "mergeBelow": 100 * USDC,
        "minLosers": 7,
        "minLosersBps": 100,
        "knownGuard": 120,
    }
    word = engine_word(house, TEMPLATES, ("uint16", house.add_template(**changes)))
    widths = (8, 16, 16, 16, 16, 16, 8, 16, 48, 48, 4, 4, 8, 4, 4, 8, 8, 8)
    assert fields(word, *widths) == [
        2, 513, 300, 1_000, 100, 120, 0, 65_535, 100 * USDC, 7, 2, RACE, 0, 3, 9,
        1 << 3 | 2, 1 << 3 | 4, 25 << 3 | 4,
    ]  # fmt: skip
    given = template(**changes)
    assert house.engine.view.template(house.engine.view.templateCount()) == given


@pytest.mark.parametrize("flags", range(16))
def test_template__flags__are_four_bits(house: House, flags: int) -> None:
    named = ("contestable", "haltable", "closableEarly", "cancellable")
    given = {name: bool(flags >> bit & 1) for bit, name in enumerate(named)}
    made = house.add_template(kind=MATCH, outcomes=2, **given)
    assert engine_word(house, TEMPLATES, ("uint16", made)) >> 88 & 255 == flags
    stored = house.engine.view.template(made)
    assert {name: stored[name] for name in named} == given


def test_account_engine_and_fence__in_use__take_one_slot_each(house: House, market: Market) -> None:
    house.bet(market, BETTOR, 1, 20)
    house.escrow.setEngineOptIn(1, False, sender=BETTOR)
    house.limits.excludeUntil(2**39, sender=BETTOR)
    account = escrow_word(house, HOLDERS, ("address", BETTOR))
    assert fields(account, 64, 32, 8, 40, 64, 48) == [1_000 * USDC, 1, 0, 2**39, 0, 0]
    fence = escrow_word(house, FENCES, ("address", house.engine.address), ("uint256", market.id))
    assert fields(fence, 64, 64) == [20 * USDC, 20 * USDC]
    house.escrow.pause(house.engine, sender=GOVERNANCE)
    engine = escrow_word(house, ENGINES, ("address", house.engine.address))
    now = house.node.now
    assert fields(engine, 8, 8, 40, 40, 64, 64, 16, 16) == [1, 1, now + 7 * 86_400, now, 0, 0, 0, 0]


def test_allocation__with_a_request__fills_one_slot(house: House) -> None:
    house.escrow.allocate(house.engine, 5 * USDC, sender=BETTOR)
    house.escrow.requestDeallocation(house.engine, 2 * USDC, sender=BETTOR)
    word = escrow_word(house, ALLOCATIONS, ("address", house.engine.address), ("address", BETTOR))
    assert fields(word, 64, 64, 40) == [5 * USDC, 2 * USDC, house.node.now]
