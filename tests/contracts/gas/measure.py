"""What each act costs in a live five-range market, from the node's receipts; see benchmarks/gas.json."""

from mutuel.chain.signing import BetTerms, Validity, sign_bet
from tests.contracts.deployed import Chain
from tests.contracts.house import (
    AGENT,
    BETTOR,
    EDGES,
    GOVERNANCE,
    KEEPER,
    OUTSIDER,
    PEOPLE,
    PERIOD,
    PRICE,
    RELAYER,
    RIVAL,
    THIRD,
    UNLIMITED,
    USDC,
    WEEK,
    House,
    Market,
    person,
)
from tests.contracts.resolution.desk import Desk

STAKE = 20 * USDC
CROWD = [person(f"WINNER {number}") for number in range(51)]
BATCH = 20


def measure(house: House) -> dict[str, int]:
    """Gas per act. Leaves the house changed; the caller undoes it."""
    crowd(house)
    live = house.create(index=1)
    for account, outcome in ((OUTSIDER, 0), (GOVERNANCE, 1), (KEEPER, 2)):
        house.bet(live, account, outcome, 50)
    return bets(house, live) | creation(house) | decisions(house) | claims(house)


def proof(chain: Chain) -> dict[str, int]:
    """A proof on a new question: two rounds, the source's configuration and one new slot."""
    desk = Desk(chain)
    question = desk.coin()
    last = desk.transmit(42_000_00000000, question.at - 10)
    desk.transmit(42_001_00000000, question.at + 10)
    return {"proveObservation": desk.prove(question, question.at + 20, last).gas_used}


def crowd(house: House) -> None:
    for account in CROWD:
        house.node.client.request("anvil_setBalance", account.address, hex(10**20))
        house.node.client.request("anvil_impersonateAccount", account.address)
        house.usdc.mint(account.address, 1_000 * USDC, sender=GOVERNANCE)
        house.usdc.approve(house.escrow, UNLIMITED, sender=account.address)


def bets(house: House, live: Market) -> dict[str, int]:
    engine = house.engine
    return {
        "betWalletNew": engine.bet(live.id, 1, STAKE, 0, sender=BETTOR).gas,
        "betWalletRepeat": engine.bet(live.id, 1, STAKE, 0, sender=BETTOR).gas,
        "betCreditNew": engine.betFromCredit(live.id, 1, STAKE, 0, sender=RIVAL).gas,
        "betCreditRepeat": engine.betFromCredit(live.id, 1, STAKE, 0, sender=RIVAL).gas,
        "betAuthorization": authorised(house, live),
    }


def authorised(house: House, live: Market) -> int:
    """A relayed first bet of THIRD."""
    terms = BetTerms(THIRD, live.id, 1, STAKE, 0, b"\1" * 32)
    validity = Validity(0, live.close)
    sig = sign_bet(
        PEOPLE["THIRD"], house.token_domain(), house.escrow.address, house.engine.address, terms, validity
    )
    receipt = house.engine.betWithAuthorization(*terms, *validity, sig, sender=RELAYER)
    return receipt.gas


def creation(house: House) -> dict[str, int]:
    opens = house.node.now
    times = (opens, opens + WEEK - 1_800, opens + WEEK)
    one = house.engine.createBatch(1, [(PERIOD + 1, 0, *times, EDGES)], sender=KEEPER)
    many = [(PERIOD + 2, index, *times, EDGES) for index in range(BATCH)]
    batch = house.engine.createBatch(1, many, sender=KEEPER)
    return {"createMarket": one.gas, "createMarketBatchEach": batch.gas // BATCH}


def decisions(house: House) -> dict[str, int]:
    """Settling without and with a fee, the first fee having filled the buckets before."""
    taking = house.add_template(takeoutBps=300)
    free, first, second = house.create(index=2), house.create(taking, index=0), house.create(taking, index=1)
    for market in (free, first, second):
        for account, outcome in ((BETTOR, 0), (RIVAL, 1), (THIRD, 3)):
            house.bet(market, account, outcome, 50)
    settle = house.settle(free, 92 * PRICE).gas
    house.settle(first, 92 * PRICE)
    return {"settle": settle, "settleFee": house.settle(second, 92 * PRICE).gas}


def claims(house: House) -> dict[str, int]:
    """Every winner already holds USDC, as a person who bet does."""
    markets = [house.create(index=index) for index in range(3, 8)]
    winners = [account.address for account in CROWD]
    for market in markets:
        house.bet(market, OUTSIDER, 0, 50)
        house.bet(market, AGENT, 1, 10)
        house.bet(market, RIVAL, 1, 10)
    for winner in winners:
        house.bet(markets[0], winner, 1, 10)
    for market in markets:
        house.settle(market, 92 * PRICE)
    engine = house.engine
    with house.node.undone():
        pushed_one = engine.push(markets[0].id, winners[:1], sender=KEEPER).gas
    pushed_all = engine.push(markets[0].id, winners, sender=KEEPER).gas
    with house.node.undone():
        batch_one = engine.claimBatch([markets[1].id], False, sender=AGENT).gas
    batch_four = engine.claimBatch([market.id for market in markets[1:]], False, sender=AGENT).gas
    return {
        "pushPerWinner": (pushed_all - pushed_one) // (len(winners) - 1),
        "batchClaimExtra": (batch_four - batch_one) // 3,
        "claimFor": engine.claimFor(markets[1].id, RIVAL, sender=KEEPER).gas,
        "claimCredit": engine.claim(markets[2].id, True, sender=RIVAL).gas,
    }
