"""The invariants of docs/invariants.md, by id, from the chain's own words wherever they suffice.

Each check returns what is wrong, or an empty list. The sentence of the document is the assertion's message.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

from mutuel.domain import limits
from mutuel.domain.market import TRANSITIONS as MARKET_TRANSITIONS
from mutuel.domain.market import State
from mutuel.domain.ranges import index_of
from mutuel.domain.resolution.table import TRANSITIONS as QUESTION_TRANSITIONS
from mutuel.domain.resolution.table import QuestionState
from scripts.deploy.permissions import ROLES
from tests.stateful.sight import Sight
from tests.stateful.site import DEPLOYER, GOVERNOR, KEEPER, PEOPLE, ROGUE, SAFE

DOCUMENT: Final = Path(__file__).resolve().parents[2] / "docs" / "invariants.md"
SENTENCES: Final = dict(re.findall(r"^\| (I\d+) \| (.+?) \| [^|]+ \|$", DOCUMENT.read_text(), re.MULTILINE))
LONGEST_PAUSE: Final = 7 * 86_400
FIXED: Final = (
    "templateId", "sourceId", "kind", "outcomes", "k0", "k1", "open", "close", "observeAt", "takeoutBps",
    "capFloor", "capMax", "maxPool", "edges", "questionId",
)  # fmt: skip
"""What a market never changes."""


def check(sight: Sight) -> None:
    """Raises AssertionError with id and sentence of the first invariant that does not hold."""
    for id, holds in CHECKS.items():
        wrong = list(holds(sight))
        assert not wrong, f"{id}: {SENTENCES[id]} Step: {sight.kind}. Broken: {wrong}"


def solvent(sight: Sight) -> Iterator[object]:
    credit = sum(account["credit"] for _, account in sight.every("account"))
    fences = sum(amount for _, (amount, _) in sight.every("fence"))
    fees = sum(engine["feeTreasury"] + engine["feeInsurance"] for _, engine in sight.every("engine"))
    if sight.now["vault",] < credit + fences + fees:
        yield sight.now["vault",], credit, fences, fees


def pays_what_it_took(sight: Sight) -> Iterator[object]:
    for (_, market), view in sight.every("market"):
        amount, ever_in = sight.now.get(("fence", sight.site.engine, market), (0, 0))
        paid = sum(sum(paid) for (m, _), paid in sight.memory.claimed.items() if m == market)
        fee = ever_in - view["net"] if view["state"] == State.SETTLED else 0
        if paid + fee + amount != ever_in or ever_in != view["staked"]:
            yield market, paid, fee, amount, ever_in
        if view["state"] in (State.SETTLED, State.VOID):
            open_claims = [p for p in PEOPLE if sight.now["payout", market, p]]
            winners = sum(1 for (m, _), value in sight.memory.promised.items() if m == market and value)
            if not open_claims and amount > max(0, winners - 1):
                yield market, "left over", amount, winners


def keeps_to_its_fence(sight: Sight) -> Iterator[object]:
    if sight.sender == ROGUE:
        yield from (key for key in sight.changed("fence") if key[1] != ROGUE)
    for key in sight.changed("fence"):
        if sight.kind.startswith("rogue") and key[1] != ROGUE:
            yield key


def takes_a_fair_fee(sight: Sight) -> Iterator[object]:
    for (_, market), view in sight.every("market"):
        stakes, _ = sight.now["pools", market]
        if view["state"] == State.SETTLED:
            fee, losers = view["staked"] - view["net"], view["staked"] - stakes[view["winner"]]
            if not 0 <= fee <= min(view["staked"] * view["takeoutBps"] // 10_000, losers):
                yield market, fee
        if view["state"] == State.VOID:
            due = sum(sight.now["payout", market, p] for p in PEOPLE)
            paid = sum(sum(paid) for (m, _), paid in sight.memory.claimed.items() if m == market)
            if due + paid != view["staked"]:
                yield market, due, paid


def pays_once(sight: Sight) -> Iterator[object]:
    for (market, person), promised in sight.memory.promised.items():
        paid = sight.memory.claimed.get((market, person), [])
        due = sight.now["payout", market, person]
        if (due, paid) not in ((promised, []), (0, [promised])) and promised:
            yield market, person, promised, due, paid


def grows_with_the_stake(sight: Sight) -> Iterator[object]:
    """Neighbours by weight; and a position split in two is paid at most one micro-unit less in all."""
    for (_, market), view in sight.every("market"):
        earlier, weight = (when.get(("weight", market)) for when in (sight.before, sight.now))
        if earlier is not None and weight > earlier and view["state"] == State.OPEN:
            yield market, "weight grew", earlier, weight
        if view["state"] != State.SETTLED:
            continue
        _, weights = sight.now["pools", market]
        total, net = weights[view["winner"]], view["net"]
        held = sorted(_winning(sight, market, view["winner"]))
        for (low, paid_low), (high, paid_high) in pairwise(held):
            together = net * (low + high) // total
            if paid_low > paid_high or not 0 <= together - paid_low - paid_high <= 1:
                yield market, low, paid_low, high, paid_high


def is_the_plain_formula(sight: Sight) -> Iterator[object]:
    for (_, market), view in sight.every("market"):
        if view["state"] != State.SETTLED or view["k0"] != view["k1"]:
            continue
        winner, (stakes, _) = view["winner"], sight.now["pools", market]
        for person in PEOPLE:
            stake = sight.now["position", market, person][0][winner]
            if sight.now["payout", market, person] != view["net"] * stake // stakes[winner]:
                yield market, person


def follows_the_table(sight: Sight) -> Iterator[object]:
    for key in sight.changed("market"):
        old, new = State(sight.before[key]["state"]), State(sight.now[key]["state"])
        if old != new and new not in MARKET_TRANSITIONS[old]:
            yield key[1], old, new
    for key in sight.changed("question"):
        pair = QuestionState(sight.before[key][0]), QuestionState(sight.now[key][0])
        if pair not in QUESTION_TRANSITIONS and pair[0] != pair[1]:
            yield pair


def is_decided_once(sight: Sight) -> Iterator[object]:
    for market, ends in sight.memory.decided.items():
        state = State(sight.now["market", market]["state"])
        if ends != ["MarketSettled" if state is State.SETTLED else "MarketVoided"]:
            yield market, ends, state


def bets_in_time(sight: Sight) -> Iterator[object]:
    for event in sight.events:
        if event.name == "BetPlaced":
            view = sight.now["market", event.arguments["marketId"]]
            if not view["open"] <= sight.at < view["closesAt"]:
                yield event.arguments, sight.at


def never_changes(sight: Sight) -> Iterator[object]:
    for (_, market), view in sight.every("market"):
        fixed = {name: view[name] for name in FIXED}
        if sight.memory.config.setdefault(market, fixed) != fixed:
            yield market, sight.memory.config[market], fixed


def names_one_winner(sight: Sight) -> Iterator[object]:
    for market, value in sight.memory.value.items():
        view = sight.now["market", market]
        edges = list(view["edges"])[: view["outcomes"] - 1]
        bounds = [-(2**63), *edges, 2**63]
        inside = [i for i, (low, high) in enumerate(pairwise(bounds)) if low <= value < high]
        if inside != [view["winner"]] or index_of(value, edges) != view["winner"]:
            yield market, value, inside, view["winner"]


def accepts_one_round(sight: Sight) -> Iterator[object]:
    """Asked of the verifier whenever a proof is due and time or the feed has moved."""
    if sight.kind not in ("transmit", "time", "prove"):
        return
    house, site = sight.house, sight.site
    for asked in house.desk.asked.values():
        at = asked.question.observe_at
        if asked.source.feed and at < sight.at <= at + 86_400:
            calls = [site.proof_check(asked.source, at, one.id) for one in house.desk.rounds]
            if sum(site.stepper.accepted(calls, sight.at)) > 1:
                yield at


def spares_people_from_roles(sight: Sight) -> Iterator[object]:
    if sight.sender in (GOVERNOR, SAFE, KEEPER, DEPLOYER) or sight.kind == "register":
        for key in sight.changed("account"):
            if sight.now[key]["credit"] < sight.before[key]["credit"]:
                yield key
        yield from sight.changed("position")


def ends_every_pause(sight: Sight) -> Iterator[object]:
    """That exits go on meanwhile is what every accepted claim shows; the test counts those under a pause."""
    for key, engine in sight.every("engine"):
        if engine["pausedUntil"] > engine["lastPause"] + LONGEST_PAUSE or engine["lastPause"] > sight.at:
            yield key, engine


def leaves_the_deployer_nothing(sight: Sight) -> Iterator[object]:
    if sight.kind in ("begin", "register", "pause", "retire"):
        yield from sight.site.roles_of(DEPLOYER, [role.id for role in ROLES])


def keeps_to_the_caps(sight: Sight) -> Iterator[object]:
    for event in sight.events:
        if event.name == "BetPlaced":
            market, account = event.arguments["marketId"], event.arguments["account"]
            view = sight.now["market", market]
            caps = limits.Caps(view["capFloor"], view["capMax"], view["maxPool"])
            held, pool = sum(sight.now["position", market, account][0]), view["staked"]
            if pool > caps.pool or held > limits.cap_at(caps, pool):
                yield market, account, held, pool


CHECKS: Final[dict[str, Callable[[Sight], Iterator[object]]]] = {
    "I1": solvent,
    "I2": pays_what_it_took,
    "I3": keeps_to_its_fence,
    "I4": takes_a_fair_fee,
    "I5": pays_once,
    "I6": grows_with_the_stake,
    "I7": is_the_plain_formula,
    "I10": follows_the_table,
    "I12": is_decided_once,
    "I13": bets_in_time,
    "I14": never_changes,
    "I15": names_one_winner,
    "I17": accepts_one_round,
    "I21": spares_people_from_roles,
    "I23": ends_every_pause,
    "I24": leaves_the_deployer_nothing,
    "I26": keeps_to_the_caps,
}
"""I11 is not about one step: see exits."""


def _winning(sight: Sight, market: int, winner: int) -> Iterator[tuple[int, int]]:
    for person in PEOPLE:
        weight = sight.now["position", market, person][1][winner]
        if weight:
            yield weight, sight.now["payout", market, person]
