"""The order of scenes that are played side by side, and the people in them."""

from collections.abc import Iterator

from scripts import accounts
from scripts.demo.disputes import Act
from scripts.demo.scenes import _in_order
from scripts.deploy import network
from scripts.deploy.chain import ROOT

LOCAL = network.load(ROOT / "config" / "networks" / "local.toml")


def test_in_order__two_scenes__earliest_act_first_and_done_before_the_next_is_named() -> None:
    done: list[str] = []

    def scene(name: str, *moments: int) -> Iterator[Act]:
        for moment in moments:
            yield Act(moment, name)
            done.append(f"{name}{moment}")

    named: list[str] = []
    for name, act in _in_order({"a": scene("a", 1, 4), "b": scene("b", 2, 3)}):
        assert len(done) == len(named)
        named.append(f"{name}{act.at}")
    assert named == done == ["a1", "b2", "b3", "a4"]


def test_accounts__voters_and_owners__are_those_of_the_local_network() -> None:
    assert {accounts.account(n).address for n in accounts.VOTERS} == set(LOCAL.votes)
    assert {accounts.account(n).address for n in accounts.OWNERS} == set(LOCAL.safe.owners)
