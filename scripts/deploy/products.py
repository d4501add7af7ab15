"""Sources and templates as the contracts take them, from the product numbers and the network's people and feeds."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from eth_abi.abi import encode
from eth_utils.crypto import keccak

from mutuel.chain.abi import ZERO_ADDRESS
from mutuel.chain.proofs import FEED_CONFIG, STREAM_CONFIG
from mutuel.domain.errors import BadConfig
from mutuel.domain.market import Template
from mutuel.domain.products.catalogue import Catalogue, parse
from mutuel.domain.products.listing import Source
from mutuel.domain.resolution.question import Path as Answer
from scripts.deploy.errors import DeployRefused
from scripts.deploy.network import Network, Stream

PRICE: Final = 0
MATCH: Final = 1


def load(path: Path) -> Catalogue:
    """Raises DeployRefused for a missing or wrong file."""
    try:
        return parse(tomllib.loads(path.read_text()))
    except FileNotFoundError:
        raise DeployRefused(f"There is no product configuration {path}.") from None
    except (BadConfig, tomllib.TOMLDecodeError) as error:
        raise DeployRefused(f"{path.name}: {error}") from None


@dataclass(frozen=True)
class Proofs:
    """What checks proofs: our verifier for each kind, the feeds by description, and Chainlink's verifier of streams."""

    feed_source: str
    feeds: Mapping[str, str]
    stream_source: str
    stream_verifier: str


def source_config(source: Source, network: Network, proofs: Proofs) -> tuple[Any, ...]:
    """The fields of SourceConfig in order."""
    reported = source.timetable.path is not Answer.PROOF
    return (
        source.timetable.path.value,
        MATCH if source.quorum.is_match else PRICE,
        *_verifier(source, network, proofs),
        list(network.reporters) if reported else [],
        source.threshold,
        [entry.group for entry in source.quorum.entries],
        source.quorum.needed,
        source.quorum.groups_needed,
        source.quorum.max_spread,
        source.timetable.not_before,
        source.timetable.window,
        source.bond,
    )


def _verifier(source: Source, network: Network, proofs: Proofs) -> tuple[str, bytes]:
    """Which contract checks proofs, and its configuration."""
    if source.timetable.path is Answer.REPORT:
        return ZERO_ADDRESS, b""
    if source.stream:
        stream = network.stream(source.stream)
        return proofs.stream_source, stream_config(stream, proofs.stream_verifier)
    return proofs.feed_source, feed_config(network, proofs.feeds, source.feed)


def feed_config(network: Network, feeds: Mapping[str, str], description: str) -> bytes:
    """FeedConfig, encoded."""
    feed = network.feed(description)
    values = (feeds[description], feed.phase, feed.max_age, feed.settle_delay, keccak(text=description))
    return encode([FEED_CONFIG], [values])


def stream_config(stream: Stream, verifier: str) -> bytes:
    """StreamConfig, encoded."""
    values = (verifier, stream.feed_id, stream.delay, stream.market_status)
    return encode([STREAM_CONFIG], [values])


def template_params(template: Template) -> tuple[Any, ...]:
    """The fields of TemplateParams in order."""
    return (
        template.kind.value,
        template.outcomes,
        template.curve.k0,
        template.curve.k1,
        template.subject_rule.value,
        template.source_id,
        template.source2_id,
        template.takeout,
        template.insurance_share,
        template.caps.floor,
        template.caps.account,
        template.caps.pool,
        template.merge_below,
        template.min_losers,
        template.min_losers_share,
        template.known_guard,
        template.contestable,
        template.haltable,
        template.closable_early,
        template.cancellable,
    )
