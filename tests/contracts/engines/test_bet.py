"""Every way into a pool, at its boundaries."""

from typing import Any

import pytest

from mutuel.chain.signing import BetTerms, Validity, sign_bet, sign_permit
from tests.contracts.house import (
    AGENT,
    BETTOR,
    GOVERNANCE,
    KEEPER,
    MATCH,
    OUTSIDER,
    PEOPLE,
    RELAYER,
    RIVAL,
    THIRD,
    USDC,
    House,
    Market,
)
from tests.contracts.refusals import refused

SALT = b"\7" * 32


def test_bet__from_wallet__locks_the_stake_and_records_it(house: House, market: Market) -> None:
    before = house.wallet(BETTOR)
    receipt = house.bet(market, BETTOR, 2, 50)
    placed = house.engine.events(receipt, "BetPlaced")[0]
    assert (placed["stake"], placed["weight"], placed["poolAfter"]) == (50 * USDC,) * 3
    assert house.wallet(BETTOR) == before - 50 * USDC
    assert house.locked(market) == 50 * USDC
    assert house.engine.view.position(market.id, BETTOR)[0] == [0, 0, 50 * USDC, 0, 0]


def test_bet__at_open_and_close__accepted_from_open_until_just_before_close(house: House) -> None:
    """Case 4: open - 1, open, close - 1, close."""
    market = house.create(open_in=1_000)
    house.node.next_at(market.open - 1)
    with refused("NotOpenYet", open=market.open):
        house.bet(market, BETTOR, 0, 10)
    house.node.next_at(market.open)
    house.bet(market, BETTOR, 0, 10)
    house.node.next_at(market.close - 1)
    house.bet(market, BETTOR, 0, 10)
    house.node.next_at(market.close)
    with refused("BettingClosed", close=market.close):
        house.bet(market, BETTOR, 0, 10)
    assert house.locked(market) == 20 * USDC


def test_bet__min_weight_one_above_the_weight__refused(house: House) -> None:
    """Case 4: minWeight off by one, on a decaying curve where inclusion delay costs weight."""
    decaying = house.add_template(kind=MATCH, outcomes=2, k0=1, k1=0)
    market = house.create(decaying, length=7_200, gap=3_600)
    when = market.close - 100
    weight = 10 * USDC * 100
    house.node.next_at(when)
    with refused("WeightTooLow", weight=weight, minWeight=weight + 1):
        house.engine.bet(market.id, 0, 10 * USDC, weight + 1, sender=BETTOR)
    house.node.next_at(when + 1)
    house.engine.bet(market.id, 0, 10 * USDC, 10 * USDC * 99, sender=BETTOR)
    assert house.engine.view.pools(market.id)[1] == [10 * USDC * 99, 0, 0, 0, 0]


@pytest.mark.parametrize("amount", [0, 1, USDC - 1])
def test_bet__below_one_usdc__refused(house: House, market: Market, amount: int) -> None:
    with refused("StakeTooSmall", min=USDC):
        house.engine.bet(market.id, 0, amount, 0, sender=BETTOR)


@pytest.mark.parametrize("amount", [2**40, 2**64 - 1])
def test_bet__amount_beyond_the_pool_maximum__refused_whole(
    house: House, market: Market, amount: int
) -> None:
    """Case 4: amounts beyond the packed lanes never reach them."""
    house.usdc.mint(BETTOR, 2**64, sender=GOVERNANCE)
    with refused("PoolFull", left=250_000 * USDC):
        house.engine.bet(market.id, 0, amount, 0, sender=BETTOR)


def test_bet__amount_beyond_64_bits__refused(house: House, market: Market) -> None:
    with refused("BadAmount", amount=2**64):
        house.engine.bet(market.id, 0, 2**64, 0, sender=BETTOR)


def test_bet__over_the_account_cap__refused_with_what_is_left(house: House, market: Market) -> None:
    house.bet(market, BETTOR, 0, 60)
    with refused("CapExceeded", left=40 * USDC):
        house.bet(market, BETTOR, 1, 41)
    assert house.engine.view.capLeft(market.id, BETTOR) == 40 * USDC
    house.bet(market, BETTOR, 1, 40)
    assert house.engine.view.capLeft(market.id, BETTOR) == 0


def test_bet__pool_grows__cap_follows_five_per_cent_of_it(house: House) -> None:
    template = house.add_template(capFloor=1_000 * USDC, capMax=1_000 * USDC)
    roomy = house.create(template)
    for account in (RIVAL, THIRD, OUTSIDER):
        house.bet(roomy, account, 0, 1_000)
    assert house.engine.view.capLeft(roomy.id, BETTOR) == 1_000 * USDC


def test_bet__unknown_market_or_outcome__refused(house: House, market: Market) -> None:
    with refused("MarketUnknown", marketId=market.id + 1):
        house.engine.bet(market.id + 1, 0, USDC, 0, sender=BETTOR)
    with refused("BadOutcome", outcome=5, outcomes=5):
        house.engine.bet(market.id, 5, USDC, 0, sender=BETTOR)


def test_bet_with_permit__no_allowance__signature_pays(house: House, market: Market) -> None:
    house.usdc.approve(house.escrow, 0, sender=BETTOR)
    sig = permit(house, "BETTOR", 20 * USDC, nonce=0, deadline=market.close)
    house.engine.betWithPermit(market.id, 1, 20 * USDC, 0, market.close, sig, sender=BETTOR)
    assert house.locked(market) == 20 * USDC


def test_bet_with_permit__front_run__allowance_decides(house: House, market: Market) -> None:
    """Case 6: somebody else submits the permit first; the bet still goes through."""
    house.usdc.approve(house.escrow, 0, sender=BETTOR)
    sig = permit(house, "BETTOR", 20 * USDC, nonce=0, deadline=market.close)
    house.node.send(OUTSIDER, house.usdc.address, permit_call(house, BETTOR, 20 * USDC, market.close, sig))
    house.engine.betWithPermit(market.id, 1, 20 * USDC, 0, market.close, sig, sender=BETTOR)
    assert house.locked(market) == 20 * USDC


def test_bet_with_permit__stale_nonce_with_enough_allowance__accepted(house: House, market: Market) -> None:
    """Case 6."""
    sig = permit(house, "BETTOR", 20 * USDC, nonce=9, deadline=market.close)
    house.engine.betWithPermit(market.id, 1, 20 * USDC, 0, market.close, sig, sender=BETTOR)
    assert house.locked(market) == 20 * USDC


def test_bet_with_permit__signed_by_another__takes_nothing(house: House, market: Market) -> None:
    """Case 6: owner != sender; the permit is the caller's or nobody's."""
    house.usdc.approve(house.escrow, 0, sender=OUTSIDER)
    sig = permit(house, "BETTOR", 20 * USDC, nonce=0, deadline=market.close)
    with refused("TransferFailed"):
        house.engine.betWithPermit(market.id, 1, 20 * USDC, 0, market.close, sig, sender=OUTSIDER)
    assert house.locked(market) == 0


def test_bet_with_authorization__relayed__is_the_signers_bet(house: House, market: Market) -> None:
    """Case 5: relayed by a third party."""
    before = house.wallet(BETTOR)
    relay(house, terms(market), market)
    assert house.engine.view.position(market.id, BETTOR)[0][1] == 20 * USDC
    assert house.wallet(BETTOR) == before - 20 * USDC


def test_bet_with_authorization__replayed__refused(house: House, market: Market) -> None:
    """Case 5."""
    relay(house, terms(market), market)
    with refused("Error", reason="FiatTokenV2: authorization is used or canceled"):
        relay(house, terms(market), market)


@pytest.mark.parametrize(
    "change",
    [{"outcome": 2}, {"amount": 21 * USDC}, {"min_weight": 1}, {"salt": b"\10" * 32}, {"account": RIVAL}],
)
def test_bet_with_authorization__any_term_changed__refused(
    house: House, market: Market, change: dict[str, Any]
) -> None:
    """Case 5: nobody can change what was signed."""
    with refused("Error", reason="FiatTokenV2: invalid signature"):
        relay(house, terms(market), market, submitted=terms(market)._replace(**change))


def test_bet_with_authorization__used_as_deposit__refused(house: House, market: Market) -> None:
    """Case 5: a pending bet cannot be turned into a deposit."""
    sig = sign(house, terms(market), market)
    with refused("Error", reason="FiatTokenV2: invalid signature"):
        house.escrow.depositWithAuthorization(BETTOR, 20 * USDC, 0, market.close, SALT, sig, sender=RELAYER)


def test_bet_with_authorization__through_another_engine__refused(house: House, market: Market) -> None:
    """Case 5: the nonce names the engine."""
    other = house.node.deploy(
        "ParimutuelEngine", house.escrow, house.resolution, house.referee, house.access, sender=GOVERNANCE
    )
    house.escrow.registerEngine(other, 0, False, sender=GOVERNANCE)
    payload = b"\5" * 32
    sig = sign(house, terms(market), market)
    house.node.client.request("anvil_impersonateAccount", other.address)
    house.node.client.request("anvil_setBalance", other.address, hex(10**20))
    with refused("Error", reason="FiatTokenV2: invalid signature"):
        house.escrow.lockFromAuthorization(
            market.id, BETTOR, 20 * USDC, payload, 0, market.close, sig, sender=other.address
        )


def test_bet_with_authorization__expired__refused(house: House, market: Market) -> None:
    """Case 5."""
    with refused("Error", reason="FiatTokenV2: authorization is expired"):
        relay(house, terms(market), market, before=house.node.now)


def test_bet_from_credit__enough__lowers_credit(house: House, market: Market) -> None:
    house.engine.betFromCredit(market.id, 1, 40 * USDC, 0, sender=BETTOR)
    assert house.credit(BETTOR) == 960 * USDC


def test_bet_from_credit__too_little__refused(house: House, market: Market) -> None:
    house.escrow.withdraw(990 * USDC, sender=BETTOR)
    with refused("InsufficientCredit", have=10 * USDC, need=11 * USDC):
        house.engine.betFromCredit(market.id, 1, 11 * USDC, 0, sender=BETTOR)


def test_bet_from_credit_as__approved_agent__bets_and_earns_the_tip(house: House, market: Market) -> None:
    house.engine.setAgent(AGENT, True, sender=BETTOR)
    house.engine.betFromCreditAs(BETTOR, market.id, 1, 40 * USDC, 0, 2 * USDC, sender=AGENT)
    assert house.credit(BETTOR) == 958 * USDC
    assert house.credit(AGENT) == 1_002 * USDC
    assert house.locked(market) == 40 * USDC


def test_bet_from_credit_as__not_approved_or_revoked__refused(house: House, market: Market) -> None:
    with refused("NotAgent"):
        house.engine.betFromCreditAs(BETTOR, market.id, 1, USDC, 0, 0, sender=AGENT)
    house.engine.setAgent(AGENT, True, sender=BETTOR)
    house.engine.setAgent(AGENT, False, sender=BETTOR)
    with refused("NotAgent"):
        house.engine.betFromCreditAs(BETTOR, market.id, 1, USDC, 0, 0, sender=AGENT)


def test_bet_batch__some_refused__others_placed_each_with_its_code(house: House, market: Market) -> None:
    items = [
        (market.id, 1, 30 * USDC, 0),
        (market.id + 1, 1, 30 * USDC, 0),
        (market.id, 9, 30 * USDC, 0),
        (market.id, 1, 1, 0),
        (market.id, 1, 80 * USDC, 0),
        (market.id, 1, 30 * USDC, 31 * USDC),
        (market.id, 2, 20 * USDC, 0),
    ]
    before = house.wallet(BETTOR)
    receipt = house.engine.betBatch(items, False, sender=BETTOR)
    skipped = [event["code"] for event in house.engine.events(receipt, "BetSkipped")]
    assert skipped == [1, 5, 6, 7, 9]
    assert house.wallet(BETTOR) == before - 50 * USDC
    assert house.engine.view.position(market.id, BETTOR)[0] == [0, 30 * USDC, 20 * USDC, 0, 0]


def test_bet_batch__money_short_paused_or_excluded__coded(house: House, market: Market) -> None:
    item: list[tuple[int, ...]] = [(market.id, 1, 30 * USDC, 0)]
    house.escrow.withdraw(1_000 * USDC, sender=BETTOR)
    assert codes(house, item, True, BETTOR) == [10]
    house.limits.excludeUntil(market.close, sender=RIVAL)
    assert codes(house, item, False, RIVAL) == [12]
    house.escrow.pause(house.engine, sender=GOVERNANCE)
    assert codes(house, item, False, THIRD) == [11]


def test_bet_batch__longer_than_twenty__refused(house: House, market: Market) -> None:
    with refused("BatchTooLong", max=20):
        house.engine.betBatch([(market.id, 1, USDC, 0)] * 21, False, sender=BETTOR)


def test_bet_item__called_from_outside__refused(house: House, market: Market) -> None:
    with refused("OnlySelf"):
        house.engine.betItem(BETTOR, (market.id, 1, USDC, 0), False, sender=KEEPER)


def codes(house: House, items: list[tuple[int, ...]], from_credit: bool, sender: str) -> list[int]:
    receipt = house.engine.betBatch(items, from_credit, sender=sender)
    return [event["code"] for event in house.engine.events(receipt, "BetSkipped")]


def terms(market: Market) -> BetTerms:
    return BetTerms(BETTOR, market.id, 1, 20 * USDC, 0, SALT)


def sign(house: House, signed: BetTerms, market: Market, before: int | None = None) -> bytes:
    validity = Validity(0, before or market.close)
    token = house.token_domain()
    return sign_bet(PEOPLE["BETTOR"], token, house.escrow.address, house.engine.address, signed, validity)


def relay(
    house: House,
    signed: BetTerms,
    market: Market,
    *,
    submitted: BetTerms | None = None,
    before: int | None = None,
) -> None:
    sig = sign(house, signed, market, before)
    house.engine.betWithAuthorization(*(submitted or signed), 0, before or market.close, sig, sender=RELAYER)


def permit(house: House, who: str, value: int, *, nonce: int, deadline: int) -> bytes:
    return sign_permit(PEOPLE[who], house.token_domain(), house.escrow.address, value, nonce, deadline)


def permit_call(house: House, owner: str, value: int, deadline: int, sig: bytes) -> bytes:
    """`permit(address,address,uint256,uint256,bytes)`, which has an overload of another length."""
    return house.usdc.encode("permit", owner, house.escrow.address, value, deadline, sig)
