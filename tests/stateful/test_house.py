"""The state machine of the whole house: see this package's docstring."""

from __future__ import annotations

import pytest
from hypothesis.stateful import precondition, rule

from tests.stateful import kinds_week, last_week, sour_week
from tests.stateful.acts import LATE
from tests.stateful.base import Tally, walk
from tests.stateful.exits import could_leave, leave_all
from tests.stateful.rules_answers import AnswerRules
from tests.stateful.rules_betting import BettingRules
from tests.stateful.rules_claims import ClaimRules
from tests.stateful.rules_disputes import DisputeRules
from tests.stateful.rules_money import MoneyRules
from tests.stateful.rules_trouble import TroubleRules
from tests.stateful.site import Site

RUNS, STEPS = 20, 34
KINDS = (
    "create", "bet", "betWithPermit", "betWithAuthorization", "betFromCredit", "betFromCreditAs", "betBatch",
    "closeEarly", "lock", "deposit", "depositFor", "depositWithPermit", "depositWithAuthorization", "withdraw",
    "withdrawBySig", "setAgent", "setEngineOptIn", "setEngineOptInBySig", "setLimit", "excludeUntil", "donate",
    "time", "transmit", "prove", "propose", "challenge", "escalate", "finalise", "voidExpiredQuestion",
    "settled", "voided", "voidExpiredMarket", "claim", "claimToCredit", "claimBatch", "claimFor", "push",
    "collectFees", "pause", "retire", "schedule", "register", "rogueLock", "rogueRelease", "usdcPause",
    "usdcUnpause", "block", "unblock", "sequencerDown", "sequencerUp", "contest", "voidUnruled", "crossCheck",
    "haltClose", "cancelWindow", "proveStream", "widen",
)  # fmt: skip
REFUSED = (
    "hopelessBet", "strangersBet", "steal", "overreach", "claim", "rogueLock", "rogueRelease", "prove",
    "contest", "crossCheck", "haltClose", "cancelWindow", "settle",
)  # fmt: skip


class House(BettingRules, MoneyRules, AnswerRules, DisputeRules, ClaimRules, TroubleRules):
    @precondition(lambda self: self.steps > LATE and not self.sampled)
    @rule()
    def everybody_could_leave(self) -> None:
        """I11 from the middle of a run."""
        self.sampled = True
        could_leave(self)

    def teardown(self) -> None:
        """Three more weeks, then I11; unless a step failed, which is then the news."""
        if self.sound:
            mood = self.steps % 3
            last_week.play(self, mood)
            kinds_week.play(self, mood)
            sour_week.play(self, mood)
            leave_all(self)


@pytest.fixture(scope="module")
def tally(site: Site) -> Tally:
    """All runs, once."""
    House.site, House.tally = site, Tally()
    House.begun = site.stepper.snapshot()
    walk(House, RUNS, STEPS)
    return House.tally


def test_house__any_walk__equals_the_model_and_holds_every_invariant(tally: Tally) -> None:
    assert tally.accepted.total() >= 1_000


@pytest.mark.parametrize("kind", KINDS)
def test_house__each_kind_of_step__is_accepted_twenty_times(tally: Tally, kind: str) -> None:
    assert tally.accepted[kind] >= 20, tally.accepted


@pytest.mark.parametrize("template", kinds_week.KINDS)
def test_house__each_kind_of_market__is_decided_twenty_times_and_pays_and_refunds(
    tally: Tally, template: str
) -> None:
    settled, void = (tally.decided[template, state] for state in ("SETTLED", "VOID"))
    assert settled + void >= 20, tally.decided
    assert min(settled, void) > 0, tally.decided


@pytest.mark.parametrize("kind", REFUSED)
def test_house__what_must_fail__is_refused_with_the_predicted_error(tally: Tally, kind: str) -> None:
    assert tally.refused[kind] >= 20, tally.refused


def test_house__engine_paused_or_retired__lets_people_out(tally: Tally) -> None:
    """I23."""
    assert tally.exits_under_pause >= 20
    assert tally.exits_after_retirement >= 20
