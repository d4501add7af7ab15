"""Events for the handlers' tests."""

from typing import Any

from indexer.decode import Event
from indexer.decode import about as about_of

MARKET = (1 << 48) + (7 << 8)
QUESTION = "0x" + "51" * 32
PARAMS: dict[str, Any] = {
    "kind": "0", "outcomes": "3", "k0": "1", "k1": "1", "subjectRule": "1", "sourceId": "3", "source2Id": "0",
    "takeoutBps": "0", "insuranceBps": "0", "capFloor": "100000000", "capMax": "10000000000",
    "maxPool": "250000000000", "mergeBelow": "0", "minLosers": "1", "minLosersBps": "0", "knownGuard": "0",
    "contestable": True, "haltable": True, "closableEarly": True, "cancellable": True,
}  # fmt: skip
ALICE, BOB = "0x" + "A1" * 20, "0x" + "B2" * 20


def event(contract: str, name: str, block: int = 10, index: int = 0, **args: Any) -> Event:
    what = about_of(contract, args)
    return Event(block, index, "0xb10c", 1_000 + block, f"0x{block:x}", contract, name, what, args)


def engine(name: str, block: int = 10, **args: Any) -> Event:
    of_market: dict[str, Any] = {} if "templateId" in args else {"marketId": str(MARKET)}
    return event("ParimutuelEngine", name, block, **of_market, **args)


def template(**changes: str) -> Event:
    return event(
        "ParimutuelEngine", "TemplateAdded", 1, templateId="1", paramsHash="0x01", params=PARAMS | changes
    )


def created(*edges: str) -> Event:
    return event(
        "ParimutuelEngine", "MarketCreated", 2, marketId=str(MARKET), templateId="1", questionId=QUESTION,
        open="100", close="200", observeAt="260", edges=list(edges or ("5", "9", "0", "0")), configHash="0x02",
    )  # fmt: skip


def bet(outcome: int, stake: int, pool_after: int, block: int = 10, account: str = ALICE) -> Event:
    return engine(
        "BetPlaced", block, account=account, outcome=str(outcome), stake=str(stake), weight=str(stake * 2**60),
        poolAfter=str(pool_after),
    )  # fmt: skip
