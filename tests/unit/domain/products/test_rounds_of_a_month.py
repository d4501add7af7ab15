"""Every ten-minute round of a month of Bitcoin, decided by the rules: who won, and which rounds were exact ties."""

from __future__ import annotations

import csv
import gzip
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import count, islice

from mutuel.domain.ids import market_id
from mutuel.domain.market import Market, VoidReason
from mutuel.domain.parimutuel import Pools, Settled, Voided, settle
from mutuel.domain.products import crypto_round
from mutuel.domain.products.planned import Around
from mutuel.domain.referee import Answer
from mutuel.domain.resolution.table import QuestionState
from mutuel.domain.units import Timestamp, parse_price
from tests.real import REAL, needs_real_data
from tests.unit.domain.products.spans import LISTINGS, at

BTC = LISTINGS["BTC-10M"]
BOTH_SIDES = Pools.flat((100 * 10**6, 300 * 10**6))
MONTH = REAL / "prices" / "btc_perp_ftx_1m_20211231_20220201.csv.gz"
FIRST = at("2021-12-31T23:10")


def markets(first_close: int, rounds: int) -> Iterator[Market]:
    """The rounds whose watching begins at `first_close`, one after the other, as the product makes them."""
    for number in range(rounds):
        opens = first_close + (number - 1) * crypto_round.ROUND
        new = next(iter(crypto_round.planned(BTC, Around(), opens))).market
        yield Market(
            id=market_id(BTC.template.id, new.period, new.index),
            template=BTC.template,
            open_at=Timestamp(new.open_at),
            close_at=Timestamp(new.close_at),
            observe_at=Timestamp(new.observe_at),
            edges=new.edges,
        )


def decided(prices: Mapping[int, int], first_close: int, rounds: int) -> Counter[str]:
    """How the rounds end; every one with stakes on both sides."""
    seen: Counter[str] = Counter()
    for market in markets(first_close, rounds):
        assert market.start_at == market.close_at
        answers = [_final(prices, market.observe_at), _final(prices, market.close_at)]
        decision = settle(market, BOTH_SIDES, answers, market.observe_at + 200)
        seen[_word(decision)] += 1
        if isinstance(decision, Settled):
            assert decision.outcome == (prices[market.observe_at] > prices[market.close_at])
    return seen


def _word(decision: Settled | Voided) -> str:
    if isinstance(decision, Settled):
        return "up" if decision.outcome else "down"
    assert decision.reason is VoidReason.TIE
    return "tie"


def _final(prices: Mapping[int, int], moment: int) -> Answer:
    price = prices[moment]
    return Answer(QuestionState.FINAL, price, price, price, moment)


def walk() -> dict[int, int]:
    """A synthetic twin of the month: whole dollars, as many rounds, every 250th without a move."""
    moves = (37 * number % 101 - 50 or 1 for number in count(1))
    price, found = 46_377, {}
    for number, move in enumerate(islice(moves, 4_504)):
        price += 0 if number and number % 250 == 0 else move
        found[FIRST + number * crypto_round.ROUND] = price * 10**8
    return found


def test_settle__synthetic_month__every_round_is_decided_and_only_exact_ties_are_void() -> None:
    prices = walk()
    seen = decided(prices, FIRST, 4_503)
    assert seen.total() == 4_503
    assert seen["tie"] == 4_503 // 250
    assert min(seen["up"], seen["down"]) > 1_500


@needs_real_data
def test_settle__real_month_of_bitcoin__4503_rounds_with_18_exact_ties() -> None:
    """Rounds are counted from the first row, as in the measurement that found the 18: it is put on the grid."""
    with gzip.open(MONTH) as file:
        rows = list(csv.DictReader(io.TextIOWrapper(file)))
    stamp = datetime.strptime(rows[0]["timestamp"], "%Y-%m-%d %H:%M:%S.%f").replace(tzinfo=UTC)
    first = int(stamp.timestamp()) // crypto_round.ROUND * crypto_round.ROUND
    prices = {first + 60 * minute: parse_price(row["close"]) for minute, row in enumerate(rows)}
    seen = decided(prices, first, (len(rows) - 1) // 10)
    assert (seen.total(), seen["tie"]) == (4_503, 18)


def test_markets__as_the_product_makes_them__end_where_the_next_begins() -> None:
    this, following = islice(markets(FIRST, 2), 2)
    assert (this.observe_at, this.close_at) == (following.start_at, FIRST)
