"""Sources and templates as the contracts take them, from the product numbers and the network's people and feeds."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from eth_abi.abi import encode
from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak

from scripts.deploy.errors import DeployRefused
from scripts.deploy.network import Network

MICRO: Final = 10**6
PATHS: Final = {"proof": 1, "proof_with_fallback": 2, "report": 3}
KINDS: Final = {"range": 0, "updown": 1, "race": 2, "match": 3, "match_principal_first": 4}
SUBJECTS: Final = {"none": 0, "period": 1, "period_index": 2}
ZERO_ADDRESS: Final = to_checksum_address(bytes(20))


@dataclass(frozen=True)
class Products:
    """Tables by name; the order is the order of ids."""

    sources: Mapping[str, Mapping[str, Any]]
    templates: Mapping[str, Mapping[str, Any]]

    def source_id(self, name: str) -> int:
        return _position(self.sources, name, "source")

    def template_id(self, name: str) -> int:
        return _position(self.templates, name, "template")


def load(path: Path) -> Products:
    """Raises DeployRefused for a missing file or table."""
    try:
        table = tomllib.loads(path.read_text())
        defaults = table["template_defaults"]
        return Products(
            table["sources"], {name: defaults | value for name, value in table["templates"].items()}
        )
    except FileNotFoundError:
        raise DeployRefused(f"There is no product configuration {path}.") from None
    except (KeyError, tomllib.TOMLDecodeError) as error:
        raise DeployRefused(f"{path} lacks or garbles {error}.") from None


def source_config(
    table: Mapping[str, Any], network: Network, feeds: Mapping[str, str], verifier: str
) -> tuple[Any, ...]:
    """The fields of SourceConfig in order. `feeds`: address by description."""
    by_report = PATHS[table["path"]] == PATHS["report"]
    proof = b"" if by_report else feed_config(network, feeds, table["feed"])
    reporters = network.reporters if PATHS[table["path"]] != PATHS["proof"] else ()
    return (
        PATHS[table["path"]],
        0,  # prices
        ZERO_ADDRESS if by_report else verifier,
        proof,
        list(reporters),
        table.get("threshold", 0),
        table.get("groups", []),
        table.get("quorum", 0),
        table.get("min_groups", 0),
        table.get("max_spread_bps", 0),
        table.get("not_before", 0),
        table.get("window", 0),
        table.get("bond", 0) * MICRO,
    )


def feed_config(network: Network, feeds: Mapping[str, str], description: str) -> bytes:
    """FeedConfig, encoded."""
    feed = network.feed(description)
    values = (feeds[description], feed.phase, feed.max_age, feed.settle_delay, keccak(text=description))
    return encode(["(address,uint16,uint32,uint32,bytes32)"], [values])


def template_params(table: Mapping[str, Any], products: Products) -> tuple[Any, ...]:
    """The fields of TemplateParams in order."""
    return (
        KINDS[table["kind"]],
        table["outcomes"],
        table["k0"],
        table["k1"],
        SUBJECTS[table["subject"]],
        products.source_id(table["source"]),
        0,
        table["takeout_bps"],
        table["insurance_bps"],
        table["cap_floor"] * MICRO,
        table["cap_max"] * MICRO,
        table["max_pool"] * MICRO,
        table.get("merge_below", 0) * MICRO,
        table.get("min_losers_micro", 1),
        table.get("min_losers_bps", 0),
        table.get("known_guard", 0),
        False,
        False,
        False,
        False,
    )


def _position(tables: Mapping[str, Any], name: str, what: str) -> int:
    """Ids count from 1."""
    if name not in tables:
        raise DeployRefused(f"The product configuration names no {what} {name!r}.")
    return list(tables).index(name) + 1
