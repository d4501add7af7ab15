"""The SDK against the real contracts."""

from __future__ import annotations

import httpx
import pytest
from pydantic import SecretStr

from mutuel.chain.client import Client
from mutuel.chain.sender import Sender
from mutuel.domain.market import Phase
from mutuel.domain.products import catalogue
from mutuel.domain.resolution.table import QuestionState
from mutuel.sdk import Moved, Mutuel, Refused, house, usdc
from mutuel.settings import read_toml
from tests.integration.oracle.verify.liar import Liar
from tests.integration.sdk.stand import Stand


def test_markets__two_open__newest_first_with_stakes_and_odds(stand: Stand) -> None:
    with Mutuel.open(stand.settings) as mutuel:
        found = mutuel.markets(open_only=True)
    assert [one.id for one in found] == [stand.second[0], stand.first[0]]
    assert [outcome.stake for outcome in found[0].outcomes] == [0, usdc("120"), usdc("160"), 0, 0]
    assert found[0].outcomes[1].odds == 2_333_333
    assert found[0].outcomes[0].label == "below $10,000.00"


def test_markets__limit__is_kept(stand: Stand) -> None:
    with Mutuel.open(stand.settings) as mutuel:
        assert [one.id for one in mutuel.markets(limit=1)] == [stand.second[0]]
        assert mutuel.markets(limit=-1) == []


def test_markets__more_asked_than_a_list_has__is_cut(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house, "LATEST", 1)
    with Mutuel.open(stand.settings) as mutuel:
        assert [one.id for one in mutuel.markets(limit=1_000)] == [stand.second[0]]


def test_markets__the_node_is_gone__says_so_plainly(stand: Stand) -> None:
    gone = httpx.MockTransport(lambda _: httpx.Response(404))
    products = catalogue.parse(read_toml(stand.settings.products))
    mutuel = Mutuel(Client("http://node", transport=gone), stand.house.book, products)
    with pytest.raises(Refused) as refused:
        mutuel.markets()
    assert refused.value.moved is Moved.NO


def test_market__no_such_number__says_that_no_money_moved(stand: Stand) -> None:
    with Mutuel.open(stand.settings) as mutuel, pytest.raises(Refused) as refused:
        mutuel.market(5)
    assert (refused.value.code, refused.value.moved) == ("MarketUnknown", Moved.NO)
    assert str(refused.value).endswith("No money moved. `mutuel markets` lists what there is.")


def test_bet__from_wallet__is_in_the_pool_and_allows_no_more_than_it_takes(stand: Stand) -> None:
    with Mutuel.open(stand.settings) as mutuel:
        placed = mutuel.bet(stand.first[0], 3, usdc("12.5"))
        assert mutuel.market(stand.first[0]).outcomes[3].stake == usdc("12.5")
    assert (placed.stake, placed.pool_after) == (usdc("12.5"), usdc("292.5"))
    assert stand.balance() == usdc("87.5")
    escrow = stand.house.book.address("Escrow")
    assert stand.house.contract("Usdc").read("allowance", stand.address, escrow) == 0


def test_bet__more_than_the_wallet_holds__is_refused_before_anything_is_sent(stand: Stand) -> None:
    with Mutuel.open(stand.settings) as mutuel, pytest.raises(Refused) as refused:
        mutuel.bet(stand.first[0], 3, usdc("101"))
    assert (refused.value.code, refused.value.moved) == ("walletTooSmall", Moved.NO)
    assert stand.balance() == usdc("100")


@pytest.mark.parametrize(
    ("market_id", "outcome", "amount"), [(-1, 1, 1), (2**256, 1, 1), (1, 256, 1), (1, -1, 1), (1, 1, -5)]
)
def test_bet__numbers_that_no_contract_takes__are_refused_before_anything_is_sent(
    stand: Stand, market_id: int, outcome: int, amount: int
) -> None:
    with Mutuel.open(stand.settings) as mutuel, pytest.raises(Refused) as refused:
        mutuel.bet(market_id if market_id != 1 else stand.first[0], outcome, amount)
    assert refused.value.moved is Moved.NO
    escrow = stand.house.book.address("Escrow")
    assert stand.house.contract("Usdc").read("allowance", stand.address, escrow) == 0


def test_bet__no_key__says_which_setting_is_missing(stand: Stand) -> None:
    nobody = stand.settings.model_copy(update={"bot_key": SecretStr("")})
    with Mutuel.open(nobody) as mutuel, pytest.raises(Refused, match="MUTUEL_BOT_KEY"):
        mutuel.bet(stand.first[0], 3, usdc("1"))


def test_bet__too_late__names_the_close_and_moves_nothing(stand: Stand) -> None:
    stand.house.pass_until(stand.first[1] + 1)
    with Mutuel.open(stand.settings) as mutuel, pytest.raises(Refused) as refused:
        mutuel.bet(stand.first[0], 3, usdc("10"))
    assert refused.value.code == "BettingClosed"
    assert stand.balance() == usdc("100")


def test_claim__won__pays_into_the_wallet_once(stand: Stand) -> None:
    market_id, observed = stand.first
    with Mutuel.open(stand.settings) as mutuel:
        mutuel.bet(market_id, 1, usdc("20"))
        with pytest.raises(Refused, match="not decided yet"):
            mutuel.claim(market_id)
        stand.house.settle(market_id, observed, 15_000)
        assert mutuel.market(market_id).phase is Phase.SETTLED
        due = mutuel.claimable(market_id)
        paid = mutuel.claim(market_id)
        assert (paid.amount, paid.to_wallet) == (due, True)
        assert stand.balance() == usdc("80") + due
        with pytest.raises(Refused) as again:
            mutuel.claim(market_id)
    assert again.value.code == "NothingToClaim"


def test_bet__node_does_not_tell_its_event__is_not_said_to_have_moved_nothing(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = Sender.send
    monkeypatch.setattr(Sender, "send", lambda *all_, **named: send(*all_, **named)._replace(logs=[]))
    with Mutuel.open(stand.settings) as mutuel, pytest.raises(Refused) as refused:
        mutuel.bet(stand.first[0], 3, usdc("12.5"))
    assert refused.value.moved is Moved.UNKNOWN
    assert refused.value.advice.startswith("Look for transaction 0x")
    assert stand.balance() == usdc("87.5")


@pytest.mark.parametrize(
    ("state", "told"), [(QuestionState.PROPOSED, Phase.SETTLING), (QuestionState.DISPUTED, Phase.DISPUTED)]
)
def test_market__question_is_in_that_state__has_the_phase_that_the_page_tells(
    stand: Stand, state: QuestionState, told: Phase
) -> None:
    market_id, observed = stand.first
    stand.house.pass_until(observed + 1)
    node = Liar(stand.settings.rpc_url, stand.house.book).view(
        "Resolution", "observation", lambda told: [state, *told[1:]]
    )
    products = catalogue.parse(read_toml(stand.settings.products))
    assert Mutuel(node.client(), stand.house.book, products).market(market_id).phase is told
