"""Proofs on path 1: the one Chainlink round that holds the price, sent to Resolution. Anyone could do the same."""

from __future__ import annotations

from eth_abi.abi import encode

from oracle.acts import Acts
from oracle.questions import Question
from oracle.rounds import FeedReader
from oracle.world import World


def reader(world: World, source_id: int, description: str) -> FeedReader:
    """The feed as source `source_id` pins it on chain. Raises DeploymentInvalid."""
    config = world.resolution.read("source", source_id)
    return FeedReader.of(world.feed(description), config["verifierConfig"])


def prove(world: World, acts: Acts, question: Question, now: int) -> bool:
    """Finds the round and sends it; whether it is on chain. Raises RoundRefused while there is none."""
    source = question.source
    found = reader(world, source.id, source.feed).round_at(question.observe_at, now)
    call = world.resolution.prepare("prove", *question.arguments, encode(["uint80"], [found.id]))
    return acts.do(f"prove:{question.id}", call, now)
