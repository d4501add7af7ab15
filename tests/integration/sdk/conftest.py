from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from mutuel.chain.client import Client
from mutuel.chain.contracts import Deployment
from mutuel.settings import Settings
from scripts import accounts
from tests.chain.undone import undone
from tests.integration.indexer.house import UNIT, House
from tests.integration.sdk.stand import BOT, Stand


@pytest.fixture
def stand(deployed: tuple[str, Deployment], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """Two open markets, each with 120 USDC on outcome 1 and 160 on outcome 2, and a bot with 100 USDC."""
    url, book = deployed
    path = tmp_path_factory.mktemp("sdk") / "local.json"
    with Client(url) as client, undone(client):
        house = House(client, book)
        house.fund()
        first, second = house.create(), house.create(2_000)
        for market_id, _ in (first, second):
            for bettor, outcome, amount in ((0, 1, 60), (1, 1, 60), (2, 2, 80), (3, 2, 80)):
                house.bet(market_id, bettor, outcome, amount)
        settings = Settings(rpc_url=url, deployment=path, bot_key=SecretStr(accounts.key(BOT)))
        stand = Stand(house, settings, first, second)
        stand.write_book()
        house.act(house.owner, stand.mint, "mint", stand.address, 100 * UNIT)
        yield stand
