"""Raw logs -> events, as they are stored and as the handlers read them."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from mutuel.chain.client import Block, Log
from mutuel.chain.contracts import Deployment
from mutuel.chain.logs import EventDecoder, decoders

# Contracts with events of ours; a deployment may lack some.
WATCHED = (
    *("Escrow", "ParimutuelEngine", "Resolution", "SelfLimits", "Treasury", "Insurance"),
    *("MutuelGovernor", "MutuelVotes", "Timelock", "AccessManager"),
)
# The argument that an event is about: the first of these that it has. Resolution speaks of questions first, also
# where it names the market whose own question it is.
ABOUT = (
    *("marketId", "questionId", "templateId", "sourceId", "account", "engine"),
    *("proposalId", "id"),  # of a vote; of an act in the timelock
)
ABOUT_QUESTIONS = ("questionId", *ABOUT)


class Event(NamedTuple):
    """One row of `mirror_event`. `args`: integers as decimal strings, bytes and addresses as 0x text."""

    block_number: int
    log_index: int
    block_hash: str
    timestamp: int
    tx_hash: str
    contract: str
    name: str
    about: str
    args: dict[str, Any]


class Decoder:
    """Decodes the logs of one deployment's contracts."""

    def __init__(self, contracts: Mapping[str, str]) -> None:
        """`contracts`: address book of the deployment; those in WATCHED are decoded."""
        watched = {name: contracts[name] for name in WATCHED if name in contracts}
        self.addresses = list(watched.values())
        self._contracts = {address.lower(): (name, decoders(name)) for name, address in watched.items()}

    @classmethod
    def of(cls, deployment: Deployment) -> "Decoder":
        return cls(deployment.contracts)

    def events(self, logs: Iterable[Log], blocks: Mapping[int, Block]) -> list[Event]:
        """Events in the order of `logs`; logs that are not in our interfaces are left out.

        Raises UndecodableLog for one that is, but does not fit its ABI.
        """
        return [event for log in logs if (event := self._event(log, blocks)) is not None]

    def _event(self, log: Log, blocks: Mapping[int, Block]) -> Event | None:
        contract, table = self._contracts[log["address"].lower()]
        topics = log["topics"]
        decoder: EventDecoder | None = table.get(topics[0]) if topics else None
        if decoder is None:
            return None
        number = int(log["blockNumber"], 16)
        args = {key: stored(value) for key, value in decoder.decode(topics, log["data"]).items()}
        timestamp = int(log["blockTimestamp"], 16) if "blockTimestamp" in log else blocks[number].timestamp
        return Event(
            number,
            int(log["logIndex"], 16),
            log["blockHash"].lower(),
            timestamp,
            log["transactionHash"].lower(),
            contract,
            decoder.name,
            about(contract, args),
            args,
        )


def about(contract: str, args: Mapping[str, Any]) -> str:
    """The id of what the event speaks of; empty if it names nothing."""
    keys = ABOUT_QUESTIONS if contract == "Resolution" else ABOUT
    return next((str(args[key]) for key in keys if key in args), "")


def stored(value: Any) -> Any:
    """A decoded value in the form of the JSON column; exact for integers of any size.

    A character that PostgreSQL reads in no text becomes U+FFFD: one voter's reason must not spoil a query over all.
    """
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value.replace("\0", "\ufffd")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return {key: stored(item) for key, item in value.items()}
    return [stored(item) for item in value]
