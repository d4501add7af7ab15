"""Templates and markets: what is refused, and that nothing is created twice."""

import pytest
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tests.contracts.house import (
    BETTOR,
    EDGES,
    GOVERNANCE,
    KEEPER,
    MATCH,
    OUTSIDER,
    PERIOD,
    PRICE,
    PRINCIPAL_FIRST,
    RACE,
    UPDOWN,
    USDC,
    WEEK,
    House,
    Market,
    template,
)
from tests.contracts.refusals import refused

HORIZON = 400 * 86_400


def test_create_batch__existing_id__skipped_not_reverted(house: House, market: Market) -> None:
    """Case 20: a keeper's repeated batch changes nothing; other parameters cannot replace a market."""
    before = house.engine.view.market(market.id)
    times = (market.open + 5, market.close + 5, market.observe_at + 5)
    batch = [(PERIOD, 0, *times, [1, 2, 3, 4]), (PERIOD, 1, *times, EDGES)]
    receipt = house.engine.createBatch(1, batch, sender=KEEPER)
    assert [event["marketId"] for event in house.engine.events(receipt, "MarketCreated")] == [market.id + 1]
    assert house.engine.view.market(market.id) == before


def test_create_batch__id_and_question__follow_from_template_period_and_index(house: House) -> None:
    for rule, subject in ((0, 0), (1, PERIOD), (2, PERIOD << 8 | 7)):
        made = house.add_template(subjectRule=rule, sourceId=9)
        market = house.create(made, index=7)
        assert market.id == made << 48 | PERIOD << 8 | 7
        question = keccak(encode(["uint16", "uint32", "uint256"], [9, market.observe_at, subject]))
        assert market.question == question == house.engine.view.market(market.id)["questionId"]


@pytest.mark.parametrize(
    "edges",
    [
        [90, 90, 100, 110],
        [90, 95, 100, 99],
        [0, 95, 100, 110],
        [-1, 95, 100, 110],
        [90, 95, 100, 0],
    ],
)
def test_create_batch__edges_not_ascending_from_above_zero__refused(house: House, edges: list[int]) -> None:
    now = house.node.now
    new = (PERIOD, 0, now, now + WEEK - 1, now + WEEK, [edge * PRICE for edge in edges])
    with refused("MarketInvalid", period=PERIOD, index=0):
        house.engine.createBatch(1, [new], sender=KEEPER)


@pytest.mark.parametrize(
    ("opens", "closes", "observed"), [(10, 10, 20), (20, 10, 30), (10, 30, 20), (-20, -10, 20)]
)
def test_create_batch__times_out_of_order_or_past__refused(
    house: House, opens: int, closes: int, observed: int
) -> None:
    now = house.node.now
    with refused("MarketInvalid"):
        house.engine.createBatch(
            1, [(PERIOD, 0, now + opens, now + closes, now + observed, EDGES)], sender=KEEPER
        )


def test_create_batch__match_with_edges_or_fewer_ranges_with_four__refused(house: House) -> None:
    now = house.node.now
    for made in (house.add_template(kind=MATCH, outcomes=2), house.add_template(outcomes=3)):
        with refused("MarketInvalid"):
            house.engine.createBatch(made, [(PERIOD, 0, now, now + 9, now + 99, EDGES)], sender=KEEPER)


def test_create_batch__weights_that_could_overflow__refused(house: House) -> None:
    heavy = house.add_template(kind=MATCH, outcomes=2, k0=15, maxPool=200_000_000 * USDC)
    longest = (2**72 - 1) // (200_000_000 * USDC * 15)
    now = house.node.now
    with refused("MarketInvalid"):
        house.engine.createBatch(
            heavy, [(PERIOD, 0, now, now + longest + 1, now + longest + 1, [0] * 4)], sender=KEEPER
        )
    house.engine.createBatch(heavy, [(PERIOD, 0, now, now + longest, now + longest, [0] * 4)], sender=KEEPER)


def test_create_batch__observed_in_more_than_400_days__refused(house: House) -> None:
    """Nor does betting last longer, whenever it opened."""
    last = house.node.now + 1 + HORIZON
    for open_at, close_at, observed in ((last - 9, last - 9, last + 1), (last - HORIZON - 2, last - 1, last)):
        with refused("MarketInvalid"):
            new = (PERIOD, 0, open_at, close_at + 1, observed, EDGES)
            house.node.next_at(last - HORIZON)
            house.engine.createBatch(1, [new], sender=KEEPER)
        last += 1
    house.node.next_at(last - HORIZON)
    house.engine.createBatch(1, [(PERIOD, 0, last - HORIZON, last, last, EDGES)], sender=KEEPER)


def test_add_template__32_767_exist__refused_so_that_market_ids_stay_below_2_63(house: House) -> None:
    slot = "0x" + (6).to_bytes(32, "big").hex()
    full = "0x" + (32_766).to_bytes(32, "big").hex()
    house.node.client.request("anvil_setStorageAt", house.engine.address, slot, full)
    assert house.add_template() == 32_767
    with refused("TooManyTemplates", max=32_767):
        house.add_template()


def test_create_batch__unknown_template_outsider_or_too_many__refused(house: House) -> None:
    with refused("TemplateUnknown", templateId=9):
        house.engine.createBatch(9, [], sender=KEEPER)
    with refused("AccessManagedUnauthorized", caller=OUTSIDER):
        house.engine.createBatch(1, [], sender=OUTSIDER)
    with refused("BatchTooLong", max=64):
        house.engine.createBatch(1, [(PERIOD, 0, 1, 2, 3, EDGES)] * 65, sender=KEEPER)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        (0, {"kind": 5}),
        (1, {"outcomes": 1}),
        (1, {"outcomes": 6}),
        (1, {"kind": UPDOWN, "outcomes": 3}),
        (1, {"kind": RACE, "outcomes": 3, "source2Id": 2}),
        (1, {"kind": MATCH, "outcomes": 3}),
        (1, {"kind": PRINCIPAL_FIRST, "outcomes": 3}),
        (2, {"k0": 0, "k1": 0}),
        (2, {"k0": 16}),
        (3, {"k0": 1, "k1": 2}),
        (4, {"subjectRule": 3}),
        (5, {"sourceId": 0}),
        (6, {"source2Id": 1}),
        (6, {"kind": RACE, "outcomes": 2}),
        (6, {"kind": RACE, "outcomes": 2, "source2Id": 1}),
        (7, {"takeoutBps": 1_501}),
        (8, {"insuranceBps": 10_001}),
        (9, {"capFloor": USDC - 1}),
        (10, {"capMax": 10_001 * USDC}),
        (11, {"maxPool": 310_000_000 * USDC}),
        (12, {"mergeBelow": 2**48}),
        (13, {"minLosers": 0}),
        (14, {"minLosersBps": 10_001}),
        (15, {"knownGuard": 65_536}),
        (19, {"cancellable": True}),
        (19, {"kind": UPDOWN, "outcomes": 2, "cancellable": True}),
    ],
)
def test_add_template__number_out_of_range__refused_with_its_position(
    house: House, field: int, changes: dict[str, object]
) -> None:
    with refused("TemplateInvalid", field=field):
        house.engine.addTemplate(template(**changes), sender=GOVERNANCE)


def test_set_authority__anyone__refused(house: House) -> None:
    """The access manager can never be exchanged."""
    for account in (OUTSIDER, GOVERNANCE):
        with refused("AccessManagedUnauthorized", caller=account):
            house.engine.setAuthority(OUTSIDER, sender=account)
    assert house.engine.view.authority() == house.access.address


def test_close_early__after_half_the_length__betting_ends_six_seconds_later(house: House) -> None:
    market = house.create(house.add_template(closableEarly=True), length=7_200, gap=1_200)
    half = market.open + 3_000
    house.node.next_at(half - 1)
    with refused("TooEarly", at=half):
        house.engine.closeEarly(market.id, sender=KEEPER)
    house.node.next_at(half)
    house.engine.closeEarly(market.id, sender=KEEPER)
    house.node.next_at(half + 5)
    house.bet(market, BETTOR, 0, 10)
    house.node.next_at(half + 6)
    with refused("BettingClosed", close=half + 6):
        house.bet(market, BETTOR, 0, 10)
    with refused("NotAllowed"):
        house.engine.closeEarly(market.id, sender=KEEPER)


def test_close_early__template_does_not_allow_it__refused(house: House, market: Market) -> None:
    with refused("NotAllowed"):
        house.engine.closeEarly(market.id, sender=KEEPER)
