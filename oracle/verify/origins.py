"""Where answers come from: is a source on chain the feed, the stream and the people that the address book names?

Proofs and signatures are then checked against what the chain holds, so they prove as much as this step does. The book
names feeds, streams and reporters for all sources; where one that was added later has others, they stand by its name
under `origins`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from eth_abi.abi import decode
from eth_utils.address import to_checksum_address

from mutuel.chain.contracts import Deployment
from mutuel.chain.proofs import STREAM_CONFIG
from mutuel.domain.products.listing import Source
from mutuel.domain.resolution.question import Path
from oracle.proofs.rounds import feed_of
from oracle.verify.report import Report
from oracle.verify.site import Site

STEP: Final = "Sources"
PROVER, FEED, SIGNED, STREAM = (
    "is proved by",
    "hears the feed",
    "has its signatures checked by",
    "hears the stream",
)
MEANS_ORIGIN: Final = (
    "whatever is proved or signed below comes from elsewhere, or from other people, than this house names. If the "
    "address book is of another house, or was not kept up, ask with the right one."
)


def check(site: Site, report: Report, sources: Sequence[Source]) -> None:
    """Each of a market's sources. What the address book does not name, or garbles, is left unchecked."""
    wrong: list[str] = []
    unnamed: list[str] = []
    for source in sources:
        try:
            named, people = _named(site.book, source), _people(site.book, source)
        except KeyError as missing:
            unnamed.append(f"The address book does not name '{missing.args[0]}' for {source.name}.")
        except (ValueError, TypeError, AttributeError) as garbled:  # people write in it
            unnamed.append(f"The address book garbles where {source.name} comes from: {garbled}.")
        else:
            wrong += _wrong(source, site.read("Resolution", "source", source.id), named, people)
    if unnamed:
        report.unchecked(STEP, " ".join(unnamed))
    if wrong or not unnamed:
        names = ", ".join(source.name for source in sources)
        report.settle(STEP, wrong, f"{names}: as the address book names them.", MEANS_ORIGIN)


def _named(book: Deployment, source: Source) -> Mapping[str, str]:
    """What proves a source, by what it does. Raises KeyError with what the book lacks."""
    if source.stream:
        return {
            PROVER: book.contracts["DataStreamsSource"],
            SIGNED: book.contracts["StreamsVerifier"],
            STREAM: str(
                _own(book, source).get("stream") or book.raw.get("streams", {})[source.stream]
            ).lower(),
        }
    if source.feed:
        feed = _own(book, source).get("feed") or book.contracts[f"Feed:{source.feed}"]
        return {PROVER: book.contracts["ChainlinkFeedSource"], FEED: to_checksum_address(feed)}
    return {}


def _people(book: Deployment, source: Source) -> set[str]:
    """Who reports for a source. Raises KeyError where the book does not say."""
    if source.timetable.path is Path.PROOF:
        return set()
    people = _own(book, source).get("reporters") or book.raw.get("holders", {})["reporters"]
    return {to_checksum_address(one) for one in people}


def _own(book: Deployment, source: Source) -> Mapping[str, Any]:
    found: Mapping[str, Any] = book.raw.get("origins", {}).get(source.name, {})
    return found


def _wrong(
    source: Source, chain: Mapping[str, Any], named: Mapping[str, str], people: set[str]
) -> Iterator[str]:
    if named and chain["verifier"] != named[PROVER]:
        yield f"{source.name} {PROVER} {chain['verifier']}, the address book names {named[PROVER]}."
    else:
        for does, heard in _configured(source, chain["verifierConfig"]).items():
            if heard != named[does]:
                yield f"{source.name} {does} {heard}, the address book names {named[does]}."
    reporters = set(chain["reporters"])
    for one in sorted(reporters ^ people):
        place = "on chain" if one in reporters else "in the address book"
        yield f"{one} is a reporter of {source.name} {place} alone."


def _configured(source: Source, config: bytes) -> Mapping[str, str]:
    """What our own prover is told by a source's configuration, which it has checked itself."""
    if source.stream:
        ((verifier, stream, *_),) = decode([STREAM_CONFIG], config)
        return {SIGNED: to_checksum_address(verifier), STREAM: "0x" + stream.hex()}
    return {FEED: to_checksum_address(feed_of(config))} if source.feed else {}
