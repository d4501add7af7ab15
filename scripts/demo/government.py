"""The DAO's voters and the Safe's owners of a local chain, who act through the governance scripts."""

from typing import Final

from mutuel.chain.client import Client
from mutuel.chain.contracts import Call, Deployment
from mutuel.chain.sender import Sender
from scripts import accounts
from scripts.demo.chain import HASTE
from scripts.governance import motions, multisig, rulings
from scripts.governance.chamber import Chamber
from scripts.governance.rulings import Ruling

SIGNERS: Final = 3  # of the Safe's owners; as many as must


class Government:
    """Everybody who can end a dispute. Each act raises GovernanceRefused where the chain would refuse it."""

    def __init__(self, client: Client, book: Deployment) -> None:
        self.chamber = Chamber(client, book)
        self._voters = [Sender(client, accounts.account(n), patience=HASTE) for n in accounts.VOTERS]
        self._owners = [accounts.account(n) for n in accounts.OWNERS[:SIGNERS]]

    def propose(self, question: bytes, ruling: Ruling, why: str) -> int:
        """The first voter asks for a ruling; returns the proposal's id."""
        motion = motions.of([rulings.rule(self.chamber, question, ruling)], why)
        proposer = self._voters[0]
        proposer.send(motions.propose(self.chamber, motion, proposer.address))
        return motion.id

    def vote(self, proposal: int) -> None:
        """The first two are for it, the third against it."""
        for voter, support in zip(self._voters, ("for", "for", "against"), strict=True):
            voter.send(motions.vote(self.chamber, proposal, voter.address, support))

    def carry_out(self, proposal: int) -> None:
        sender = self._voters[1]
        sender.send(motions.carry_out(self.chamber, proposal, sender.address))

    def stand_in(self, question: bytes, ruling: Ruling) -> None:
        """The multisig rules in the DAO's place."""
        self._as_safe(rulings.fallback(self.chamber, question, ruling))

    def veto(self, question: bytes) -> None:
        self._as_safe(rulings.veto(self.chamber, question))

    def _as_safe(self, call: Call) -> None:
        """Anyone may send what enough owners signed."""
        sender = self._voters[2]
        sender.send(multisig.executed(self.chamber, [call], self._owners, sender.address))
