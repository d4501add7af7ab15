"""What each act costs in a live five-range market, from the node's receipts; see benchmarks/gas.json."""

from dataclasses import replace

from mutuel.chain.signing import BetTerms, Validity, sign_bet
from scripts.replay.signing_network import SigningNetwork, feed_id
from tests.contracts.deployed import Chain
from tests.contracts.house import (
    AGENT,
    BETTOR,
    EDGES,
    GOVERNANCE,
    KEEPER,
    MATCH,
    OUTSIDER,
    PEOPLE,
    PERIOD,
    PRICE,
    RACE,
    RELAYER,
    RIVAL,
    THIRD,
    UNLIMITED,
    UPDOWN,
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
    return (
        bets(house, live)
        | weighted_bets(house)
        | batched_bets(house)
        | creation(house)
        | decisions(house)
        | verdicts(house)
        | claims(house)
    )


def proof(chain: Chain) -> dict[str, int]:
    """Proofs on new questions: the source's configuration and one new slot, with two rounds of a feed, or with a report
    of two nodes. The double of Chainlink's verifier checks those; on a public network the original's price counts."""
    desk = Desk(chain)
    question = desk.coin()
    last = desk.transmit(42_000_00000000, question.at - 10)
    desk.transmit(42_001_00000000, question.at + 10)
    feed = feed_id(3, "BTC / USD")
    round_ = replace(question, source=desk.add_stream(feed))
    report = SigningNetwork().report(feed, question.at, price=42_000 * 10**18)
    return {
        "proveObservation": desk.prove(question, question.at + 20, last).gas_used,
        "proveStreams": desk.prove_raw(round_, question.at + 21, report).gas_used,
    }


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


def weighted_bets(house: House) -> dict[str, int]:
    """In a live window whose weights fall to 0."""
    made = house.add_template(kind=MATCH, outcomes=2, k0=1, k1=0)
    window = house.create(made, length=7_200)
    for account, outcome in ((OUTSIDER, 0), (GOVERNANCE, 1)):
        house.bet(window, account, outcome, 50)
    bet = house.engine.bet
    return {
        "betWeightedNew": bet(window.id, 1, STAKE, 0, sender=BETTOR).gas,
        "betWeightedRepeat": bet(window.id, 1, STAKE, 0, sender=BETTOR).gas,
    }


def batched_bets(house: House) -> dict[str, int]:
    """What each further first bet of a batch from the wallet costs, in another live market each."""
    markets = [house.create(index=index) for index in range(8, 12)]
    for market in markets:
        house.bet(market, OUTSIDER, 1, 50)
    items = [(market.id, 1, STAKE, 0) for market in markets]
    with house.node.undone():
        one = house.engine.betBatch(items[:1], False, sender=BETTOR).gas
    return {"batchBetExtra": (house.engine.betBatch(items, False, sender=BETTOR).gas - one) // 3}


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
    windows = house.add_template(kind=MATCH, outcomes=2, k0=1, k1=0)
    bare = [(PERIOD + 2, index, *times, [0] * 4) for index in range(BATCH)]
    return {
        "createMarket": one.gas,
        "createMarketBatchEach": batch.gas // BATCH,
        "createMarketBatchEachOneSlot": house.engine.createBatch(windows, bare, sender=KEEPER).gas // BATCH,
    }


def decisions(house: House) -> dict[str, int]:
    """Settling without and with a fee, the first fee having filled the buckets before."""
    taking = house.add_template(takeoutBps=300)
    free, first, second = house.create(index=2), house.create(taking, index=0), house.create(taking, index=1)
    for market in (free, first, second):
        for account, outcome in ((BETTOR, 0), (RIVAL, 1), (THIRD, 3)):
            house.bet(market, account, outcome, 50)
    settle = house.settle(free, 92 * PRICE).gas
    house.settle(first, 92 * PRICE)
    return {
        "settle": settle,
        "settleFee": house.settle(second, 92 * PRICE).gas,
        "settleMerge": merging(house),
    }


def merging(house: House) -> int:
    """Two thin ranges join their neighbours; the merge map is written."""
    market = house.create(house.add_template(mergeBelow=40 * USDC))
    for outcome, account in enumerate((BETTOR, RIVAL, THIRD, OUTSIDER, AGENT)):
        house.bet(market, account, outcome, 30 if outcome in (0, 4) else 50)
    return house.settle(market, 92 * PRICE).gas


def verdicts(house: House) -> dict[str, int]:
    """Deciding by two and by four prices, and sending a market to its own question."""
    up_down, race = (
        house.add_template(kind=UPDOWN, outcomes=2),
        house.add_template(kind=RACE, outcomes=2, source2Id=2),
    )
    duel, running = house.create(up_down), house.create(race)
    disputed = house.create(house.add_template(contestable=True))
    for market in (duel, running, disputed):
        house.bet(market, BETTOR, 0, 50)
        house.bet(market, RIVAL, 1, 50)
    for source, time, price in (
        (1, duel.starts_at, 100), (1, duel.observe_at, 101),
        (1, running.starts_at, 100), (1, running.observe_at, 101),
        (2, running.starts_at, 100), (2, running.observe_at, 102),
    ):  # fmt: skip
        house.price(source, time, price)
    house.answer(disputed, 92 * PRICE, low=89 * PRICE)
    return {
        "settleUpDown": house.settle_answered(duel).gas,
        "settleRace": house.settle_answered(running).gas,
        "contest": house.engine.contest(disputed.id, sender=OUTSIDER).gas,
    }


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
