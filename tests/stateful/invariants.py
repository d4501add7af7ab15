"""The invariants of docs/invariants.md, by id, from the chain's own words wherever they suffice.

Each check returns what is wrong, or an empty list. The sentence of the document is the assertion's message.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from mutuel.domain import limits
from mutuel.domain.market import TRANSITIONS as MARKET_TRANSITIONS
from mutuel.domain.market import Kind, State
from mutuel.domain.ranges import index_of, merge_thin
from mutuel.domain.resolution.table import TRANSITIONS as QUESTION_TRANSITIONS
from mutuel.domain.resolution.table import QuestionState
from scripts.deploy.permissions import ROLES
from tests.stateful.invariants_disputes import (
    challenges_in_time_and_for_a_bond,
    gives_notice,
    rules_on_disputes_alone,
    settles_no_quarrel_by_itself,
)
from tests.stateful.sight import Sight
from tests.stateful.site import DEPLOYER, KEEPER, PEOPLE, ROGUE

DOCUMENT: Final = Path(__file__).resolve().parents[2] / "docs" / "invariants.md"
SENTENCES: Final = dict(re.findall(r"^\| (I\d+) \| (.+?) \| [^|]+ \|$", DOCUMENT.read_text(), re.MULTILINE))
LONGEST_PAUSE: Final = 7 * 86_400
FRESH: Final = 600
"""Seconds in which a report on a market may act."""
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
    """Neighbours by weight; and a position split in two is paid at most one micro-unit less in all. Within one merge
    map; where the stake itself comes back first, what is shared beside it."""
    for (_, market), view in sight.every("market"):
        earlier, weight = (when.get(("weight", market)) for when in (sight.before, sight.now))
        if earlier is not None and weight > earlier and view["state"] == State.OPEN:
            yield market, "weight grew", earlier, weight
        if view["state"] != State.SETTLED:
            continue
        group, (stakes, weights) = _winners(view), sight.now["pools", market]
        principal = view["kind"] == Kind.MATCH_PRINCIPAL_FIRST
        shared = view["net"] - (_over(stakes, group) if principal else 0)
        held = sorted(_winning(sight, market, group, principal))
        for (low, share_low), (high, share_high) in pairwise(held):
            together = shared * (low + high) // _over(weights, group)
            if share_low > share_high or not 0 <= together - share_low - share_high <= 1:
                yield market, low, share_low, high, share_high


def is_the_plain_formula(sight: Sight) -> Iterator[object]:
    for (_, market), view in sight.every("market"):
        if view["state"] != State.SETTLED or view["k0"] != view["k1"]:
            continue
        group, (stakes, _) = _winners(view), sight.now["pools", market]
        for person in PEOPLE:
            stake = _over(sight.now["position", market, person][0], group)
            if sight.now["payout", market, person] != view["net"] * stake // _over(stakes, group):
                yield market, person


def merges_neighbours(sight: Sight) -> Iterator[object]:
    """Groups are runs of neighbours named by their lowest; a map is written with the settlement and stays."""
    for (_, market), view in sight.every("market"):
        groups, (stakes, _) = _groups(view), sight.now["pools", market]
        starts = [i for i, group in enumerate(groups) if group == i]
        partition = [max(start for start in starts if start <= i) for i in range(len(groups))]
        if groups != partition or (view["mergeMap"] and view["kind"] != Kind.RANGE):
            yield market, "no partition", groups
        if view["state"] != State.SETTLED:
            if view["mergeMap"]:
                yield market, "merged before it settled", groups
            continue
        template = sight.house.floor.books[market].market.template
        if view["kind"] == Kind.RANGE and groups != list(
            merge_thin(stakes[: view["outcomes"]], template.merge_below)
        ):
            yield market, stakes, groups
        if sight.memory.merged.setdefault(market, groups) != groups:
            yield market, "merged twice", sight.memory.merged[market], groups


def creates_once(sight: Sight) -> Iterator[object]:
    """A market that exists is announced no second time, and reporters stop one once, by what they said just now."""
    for event in sight.events:
        if event.name == "MarketReported":
            market, at = event.arguments["marketId"], event.arguments["at"]
            if market in sight.memory.reported or not at <= sight.at <= at + FRESH:
                yield market, at, sight.at
            sight.memory.reported.add(market)
        if event.name == "MarketCreated" and ("market", event.arguments["marketId"]) in sight.before:
            yield event.arguments["marketId"]


def follows_the_table(sight: Sight) -> Iterator[object]:
    for key in sight.changed("market"):
        old, new = State(sight.before[key]["state"]), State(sight.now[key]["state"])
        if old != new and new not in MARKET_TRANSITIONS[old]:
            yield key[1], old, new
        if (old, new) == (State.CONTESTED, State.SETTLED):
            own = sight.now["question", sight.house.contest_id(key[1])][0]
            if own != QuestionState.FINAL:
                yield key[1], "contested, and nobody ruled", own
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
        if event.name == "MarketSettled":
            view = sight.now["market", event.arguments["marketId"]]
            short = view["observeAt"] - view["open"] <= 86_400
            span = view["closesAt"] - 600, view["observeAt"] + 600
            if short and any(span[0] <= since <= span[1] for _, since in sight.house.desk.changes):
                yield event.arguments, "settled beside an outage"


def never_changes(sight: Sight) -> Iterator[object]:
    for (_, market), view in sight.every("market"):
        fixed = {name: view[name] for name in FIXED}
        if sight.memory.config.setdefault(market, fixed) != fixed:
            yield market, sight.memory.config[market], fixed


def names_one_winner(sight: Sight) -> Iterator[object]:
    for market, value in sight.memory.value.items():
        view = sight.now["market", market]
        if view["kind"] != Kind.RANGE:
            if view["winner"] not in _named(sight, market, Kind(view["kind"]), value):
                yield market, value, view["winner"]
            continue
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
    rulers = sight.site.governor, sight.site.safe
    if sight.sender in (*rulers, KEEPER, DEPLOYER) or sight.kind == "register":
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
    "I16": merges_neighbours,
    "I17": accepts_one_round,
    "I18": settles_no_quarrel_by_itself,
    "I19": challenges_in_time_and_for_a_bond,
    "I20": rules_on_disputes_alone,
    "I21": spares_people_from_roles,
    "I22": gives_notice,
    "I23": ends_every_pause,
    "I24": leaves_the_deployer_nothing,
    "I25": creates_once,
    "I26": keeps_to_the_caps,
}
"""I11 is not about one step: see exits."""


def _winning(sight: Sight, market: int, group: Sequence[int], principal: bool) -> Iterator[tuple[int, int]]:
    """Weight and share of everybody who has won and is not paid yet."""
    for person in PEOPLE:
        stakes, weights = sight.now["position", market, person]
        if _over(weights, group):
            back = _over(stakes, group) if principal else 0
            yield _over(weights, group), sight.now["payout", market, person] - back


def _winners(view: Mapping[str, Any]) -> list[int]:
    """The winner and what merged with it, from the chain's own map."""
    groups = _groups(view)
    return [i for i, group in enumerate(groups) if group == groups[view["winner"]]]


def _groups(view: Mapping[str, Any]) -> list[int]:
    """The lowest outcome of each outcome's group; a map of zeros merges nothing."""
    packed, outcomes = view["mergeMap"], range(view["outcomes"])
    return [packed >> 3 * i & 7 if packed else i for i in outcomes]


def _over(lane: Sequence[int], group: Sequence[int]) -> int:
    return sum(lane[i] for i in group)


def _named(sight: Sight, market: int, kind: Kind, value: int) -> list[int]:
    """Outcomes that answers of a market without ranges name, by fractions; none if nobody won."""
    ids = sight.house.floor.books[market].questions
    seen = [sight.now["question", id][1] for id in ids]
    if kind.is_match:
        return [value] if [value] == seen else []
    change = seen[0] - seen[1] if kind is Kind.UPDOWN else Fraction(seen[0], seen[1]) - Fraction(*seen[2:])
    shown = value == seen[0] if kind is Kind.UPDOWN else value == (change > 0) - (change < 0)
    return [int(change > 0)] if change and shown else []
