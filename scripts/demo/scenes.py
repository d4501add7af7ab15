"""A Friday on which a redistributor is 0.6% off: four markets fall into dispute by themselves; each ends otherwise."""

import heapq
from collections.abc import Iterator, Mapping
from typing import Final

import httpx
from sqlmodel import Session, select

from mutuel.chain.contracts import Contract
from mutuel.db import mirror
from mutuel.domain.resolution.table import QuestionState
from scripts.demo import disputes
from scripts.demo.director import Director, Say
from scripts.demo.disputes import Act, Ending
from scripts.demo.government import Government
from scripts.demo.stand import Stand

LIAR: Final = "yahoo"
REPORTED_AFTER: Final = 4_800 + 600  # seconds from the close until the reporters have spoken
CAST: Final[Mapping[str, Ending]] = {
    "AAPL-WEEK": Ending.RULED,
    "MSFT-WEEK": Ending.STOOD_IN,
    "AAPL-DAY": Ending.SILENT,
    "MSFT-DAY": Ending.VETOED,
}
"""Which market of the plan's last day ends how, by template."""


def stage(stand: Stand, director: Director, say: Say) -> dict[str, str]:
    """Plays the four disputes to their end; how each question ended, by template."""
    director.play_until(stand.plan.end + 60)
    say(f"lie      from now on {LIAR} says that every price is 0.6% higher")
    lie(stand, "skewed")
    director.play_until(stand.plan.end + REPORTED_AFTER)
    lie(stand, None)
    government, questions = Government(stand.chain.client, stand.book), _questions(stand)
    acts = {}
    for name, ending in CAST.items():
        dispute = disputes.found(government.chamber, questions[name])
        say(
            f"dispute  {name}: opened by itself, the sources are {dispute.spread_bps / 100:.2f}% apart; {ending}"
        )
        acts[name] = disputes.play(ending, government, dispute)
    for name, act in _in_order(acts):
        director.play_until(act.at - 1)
        say(f"dispute  {name}: {act.what}")
        director.play_until(act.at)
    resolution = stand.book.contract("Resolution", stand.chain.client)
    director.play()
    return {name: _state(resolution, question) for name, question in questions.items()}


def _in_order(acts: Mapping[str, Iterator[Act]]) -> Iterator[tuple[str, Act]]:
    """The next act of whichever scene has the earliest; asking for another lets it happen."""
    agenda = [(next(scene), name) for name, scene in acts.items()]
    heapq.heapify(agenda)
    while agenda:
        act, name = heapq.heappop(agenda)
        yield name, act
        if (following := next(acts[name], None)) is not None:
            heapq.heappush(agenda, (following, name))


def lie(stand: Stand, fault: str | None) -> None:
    """From now on one source says something else; None: the truth."""
    url = f"{stand.replay_url}/replay/faults/{LIAR}"
    httpx.put(url, json={"fault": fault}, timeout=10).raise_for_status()


def _questions(stand: Stand) -> dict[str, bytes]:
    """What the markets of the last day ask, by template."""
    names = {number: name for name, number in stand.book.raw["templates"].items()}
    with Session(stand.database) as session:
        markets = session.exec(select(mirror.Market).where(mirror.Market.observe_at == stand.plan.end)).all()
    asked = {names[market.template_id]: market.question_id for market in markets}
    return {name: bytes.fromhex(asked[name].removeprefix("0x")) for name in CAST}


def _state(resolution: Contract, question: bytes) -> str:
    return QuestionState(resolution.read("observation", question)[0]).name
