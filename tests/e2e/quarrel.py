"""Results that somebody doubts: a report waits for challenges, or sources differ and the holders of votes decide."""

from typing import Final

from mutuel.chain.contracts import Contract
from scripts import accounts
from scripts.demo import disputes, scenes
from scripts.demo.disputes import WHY, Dispute
from scripts.demo.government import Government
from tests.e2e.house import House, Market
from tests.e2e.wallet import Wallet

VOTE: Final = 10**18
VOTES: Final = 2_000_000 * VOTE  # of ten million; a tenth is a quorum


class Quarrel:
    """What a visitor cannot do on the page, for one house: bring a market there, and lend them votes."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._government = Government(house.stand.chain.client, house.stand.book)

    def report(self, market: Market) -> str:
        """Plays until the market's result is reported and open to challenge; the question's id."""
        self._house.play_until(int(market["observeAt"]) + scenes.REPORTED_AFTER)
        return self._question(market)

    def dispute(self, market: Market) -> Dispute:
        """Plays until one source is 0.6 % off at the market's end, so that the report opens a dispute by itself."""
        stand = self._house.stand
        self._house.play_until(int(market["observeAt"]) + 60)
        scenes.lie(stand, "skewed")
        question = self.report(market)
        scenes.lie(stand, None)
        return disputes.found(self._government.chamber, bytes.fromhex(question.removeprefix("0x")))

    def propose(self, dispute: Dispute) -> int:
        """A holder of votes asks for the ruling that the evidence calls for; returns when the vote is open."""
        proposal = self._government.propose(dispute.question, dispute.ruling, WHY)
        governor = self._government.chamber.contract("MutuelGovernor")
        self._house.play_until(int(governor.read("proposalSnapshot", proposal)) + 1)
        return proposal

    def end_vote(self, proposal: int) -> None:
        governor = self._government.chamber.contract("MutuelGovernor")
        self._house.play_until(int(governor.read("proposalDeadline", proposal)) + 1)

    def sleep_until_ruling(self, dispute: Dispute) -> None:
        """Time passes until a filed ruling may be made final, and no service does what is due."""
        self._house.stand.advance_to(self._holds_at(dispute))
        self._house.settle_down()

    def await_ruling(self, dispute: Dispute) -> None:
        """Plays until a filed ruling holds; the keeper makes it final and settles what waits for it."""
        self._house.play_until(self._holds_at(dispute))

    def _holds_at(self, dispute: Dispute) -> int:
        ruling = self._government.chamber.contract("Resolution").read("rulingOf", dispute.question)
        return int(ruling["effectiveAt"]) + 60

    def lend_votes(self, wallet: Wallet) -> None:
        """The largest holder gives `wallet` VOTES, which count for nobody until they are delegated."""
        stand = self._house.stand
        votes = Contract(stand.chain.client, "MutuelVotes", stand.book.address("MutuelVotes"))
        stand.sender(accounts.VOTERS[0]).send(votes.prepare("transfer", wallet.address, VOTES))

    def _question(self, market: Market) -> str:
        asked = self._house.detail(market)["questions"]
        return next(str(one["questionId"]) for one in asked if one["role"] == "end")
