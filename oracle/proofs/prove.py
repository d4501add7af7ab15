"""Proofs on path 1: the one Chainlink round, or the signed report of a data stream, that holds the price at a moment.

Anyone could send the same; for a report it takes a subscription of one's own.
"""

from __future__ import annotations

from eth_abi.abi import decode, encode

from mutuel.chain.proofs import STREAM_CONFIG
from mutuel.chain.streams import Stream, open_report, price_at, read_blob
from oracle.acts import Acts
from oracle.observations.collect import ask_each
from oracle.proofs.rounds import FeedReader
from oracle.resolution.plan import Deed
from oracle.resolution.questions import Question
from oracle.sources.closes import Refusal
from oracle.sources.streams import WantedReport
from oracle.world import OracleError, World


class NoReport(OracleError):
    """The data stream gave no report for a moment; it is asked again."""

    code = "noStreamReport"


def reader(world: World, source_id: int, description: str) -> FeedReader:
    """The feed as source `source_id` pins it on chain. Raises DeploymentInvalid."""
    config = world.resolution.read("source", source_id)
    return FeedReader.of(world.feed(description), config["verifierConfig"])


def stream_of(world: World, source_id: int) -> Stream:
    """The data stream as source `source_id` pins it on chain."""
    return stream_config(world.resolution.read("source", source_id)["verifierConfig"])


def stream_config(verifier_config: bytes) -> Stream:
    """The data stream of a source's configuration."""
    ((_, feed_id, delay, market_status),) = decode([STREAM_CONFIG], verifier_config)
    return Stream(feed_id, delay, market_status)


def prove(world: World, acts: Acts, question: Question, now: int) -> bool:
    """Finds the proof and sends it; whether it is on chain.

    Raises RoundRefused, NoReport or StreamReportRefused while there is none that the contract would take.
    """
    proof = (
        stream_proof(world, question, now) if question.source.stream else round_proof(world, question, now)
    )
    return acts.do(
        Deed.PROVE.of(question.id), world.resolution.prepare("prove", *question.arguments, proof), now
    )


def round_proof(world: World, question: Question, now: int) -> bytes:
    """The number of the round. Raises RoundRefused."""
    found = reader(world, question.source.id, question.source.feed).round_at(question.observe_at, now)
    return encode(["uint80"], [found.id])


def stream_proof(world: World, question: Question, now: int) -> bytes:
    """The report as it was signed. What it says is checked first: the contract would refuse it for the same reasons."""
    stream = stream_of(world, question.source.id)
    wanted = WantedReport(stream.feed_id, question.observe_at + stream.delay)
    (answer,) = ask_each([world.streams], wanted, world.source_timeout)
    found = answer.result
    if isinstance(found, Refusal):
        raise NoReport(f"No report of {question.source.stream} for {question.observe_at}: {found}.")
    price_at(read_blob(open_report(found.payload).blob), stream, question.observe_at, now)
    return found.payload
