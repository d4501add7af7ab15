"""The governance scripts on the deployed house: people who send, time that passes, questions to rule on."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mutuel.chain.contracts import Call
from scripts.accounts import account
from scripts.governance.__main__ import parser
from scripts.governance.chamber import Chamber
from scripts.governance.office import Office
from tests.contracts.deployed import Chain

HOUR = 3_600
DAY = 24 * HOUR
FIRST, SECOND, THIRD = (account(i).address for i in (1, 2, 23))
OWNERS = [account(i) for i in (24, 25, 26)]


@dataclass(frozen=True)
class Unlocked:
    """An account that the node signs for."""

    chain: Chain
    address: str

    def send(self, call: Call) -> Any:
        return self.chain.send_raw(self.address, call.to, call.data)


def chamber(chain: Chain) -> Chamber:
    return Chamber(chain.client, chain.book)


def office(chain: Chain, who: str = FIRST, *, out: Path | None = None, dry: bool = False) -> Office:
    """Whoever sends; acts of the Safe are executed with three owners' keys unless a file is named."""
    return Office(chamber(chain), Unlocked(chain, who), () if out else OWNERS, out, dry)


def pass_time(chain: Chain, seconds: int) -> None:
    chain.mine_at(chain.now() + seconds)


def run(chain: Chain, *words: str, who: str = FIRST, out: Path | None = None, dry: bool = False) -> None:
    """A command line, without its node and account."""
    chosen: argparse.Namespace = parser().parse_args(["--rpc", "unused", *words])
    chosen.run(office(chain, who, out=out, dry=dry), chosen)


def newest(chain: Chain) -> str:
    """The id of the newest proposal."""
    made = chamber(chain).events("MutuelGovernor", "ProposalCreated")
    return str(made[-1].args["proposalId"])


def carried(chain: Chain) -> str:
    """Votes for the newest proposal until it has succeeded; returns its id."""
    proposal = newest(chain)
    pass_time(chain, HOUR + 1)
    run(chain, "vote", proposal, "for", who=FIRST)
    pass_time(chain, DAY)
    return proposal
