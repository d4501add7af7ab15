"""How an act leaves: sent by one account, put to the DAO, or handed to the Safe's owners."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mutuel.chain.contracts import Call
from mutuel.errors import CallRefused, ChainError
from mutuel.text import moment, printable
from scripts.deploy.chain import FAILURES
from scripts.governance import batch, changes, motions, multisig, waiting
from scripts.governance.chamber import Chamber, Signer
from scripts.governance.errors import GovernanceRefused, Unsure
from scripts.governance.wording import described, span


@dataclass(frozen=True)
class Office:
    """`owners` sign for the Safe here and now; without them `out` takes a file for its page. `dry` sends nothing."""

    chamber: Chamber
    signer: Signer
    owners: Sequence[Any] = ()
    out: Path | None = None
    dry: bool = False

    def say(self, *lines: str) -> None:
        """One line each, whatever strangers wrote into it."""
        for line in lines:
            print(printable(line))

    def say_if_sent(self, line: str) -> None:
        """What follows from an act: nothing does from a rehearsal."""
        if not self.dry:
            self.say(line)

    def send(self, call: Call) -> None:
        """Once more rehearsed by the signer's own node; says what was done."""
        self.say(*described(self.chamber, call.to, call.data))
        if self.dry:
            self.say("Nothing was sent: this was a rehearsal, and it would succeed.")
            return
        self._deliver(call)
        self.say("Done.")

    def administer(self, call: Call, why: str) -> int:
        """Proposes that the timelock makes the call; returns the proposal's id. Raises GovernanceRefused."""
        self.say("If the vote succeeds and 24 hours pass:", *self._difference(call))
        scheduling = waiting.schedule(self.chamber, call, why)
        self.say(f"The act will wait in the timelock as 0x{waiting.of(call, why).id.hex()}.")
        return self.propose(scheduling, why)

    def propose(self, call: Call, why: str) -> int:
        """Puts one call of the governor's to the vote. Raises GovernanceRefused."""
        if not why.strip():
            raise GovernanceRefused("Say why: a proposal without a reason cannot be judged.")
        motion = motions.of([call], motions.protected(why, self.signer.address))
        self.send(motions.propose(self.chamber, motion, self.signer.address))
        governor = self.chamber.contract(motions.GOVERNOR)
        delay, period = governor.read("votingDelay"), governor.read("votingPeriod")
        self.say_if_sent(f"Proposal {motion.id}: voting begins in {span(delay)} and lasts {span(period)}.")
        return motion.id

    def as_safe(self, calls: Sequence[Call], name: str) -> None:
        """Executes at once with the owners at hand, or writes the file that they sign. Raises GovernanceRefused."""
        for call in calls:
            self.say(*described(self.chamber, call.to, call.data))
        if self.owners:
            self.send(multisig.executed(self.chamber, calls, self.owners, self.signer.address))
            return
        if self.dry:
            self.say("Nothing was written or sent: this was a rehearsal, and it would succeed.")
            return
        if self.out is None:
            raise GovernanceRefused(
                "The Safe's owners must sign: name a file with --out, for app.safe.global."
            )
        at = self.chamber.now()
        made = batch.of(self.chamber, calls, name, f"Made for {name} at {moment(at)}", at)
        self.out.write_text(json.dumps(made, indent=2) + "\n")
        self.say(f"Written to {self.out}, checksum {made['meta']['checksum']}.")
        self.say(
            "Load it in the Transaction Builder at app.safe.global; each owner compares it with the lines above."
        )

    def _deliver(self, call: Call) -> None:
        try:
            self.signer.send(call)
        except CallRefused as reason:
            raise GovernanceRefused(f"{call.what} failed: {reason}") from reason
        except (ChainError, *FAILURES) as reason:
            raise Unsure(
                f"{call.what} may have been sent: {reason} Look with `status` before you send it again."
            ) from reason

    def _difference(self, call: Call) -> list[str]:
        timelock = self.chamber.book.address("Timelock")
        lines = [*described(self.chamber, call.to, call.data), *changes.preview(self.chamber, timelock, call)]
        return [f"  {line}" for line in lines]
