"""python -m scripts.governance --rpc http://127.0.0.1:8545 --account 1 status

Every command first rehearses on the node what it is about to do; what would fail on chain is refused in one sentence
and nothing is sent. --dry-run stops after the rehearsal. Acts of the multisig need --out FILE, which its owners load
at app.safe.global, or on a local chain --owners 24,25,26.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from ape.exceptions import ApeException

from mutuel.chain.client import Client
from mutuel.chain.contracts import Deployment
from mutuel.domain.errors import DomainError
from mutuel.errors import MutuelError
from mutuel.text import printable
from scripts.deploy.chain import ROOT
from scripts.deploy.errors import DeployRefused
from scripts.governance import signer
from scripts.governance.chamber import Chamber
from scripts.governance.commands import add_commands
from scripts.governance.errors import GovernanceRefused
from scripts.governance.office import Office


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="python -m scripts.governance",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--rpc", required=True, help="URL of a node")
    made.add_argument("--book", type=Path, default=ROOT / "deployments" / "local.json", help="address book")
    made.add_argument(
        "--account", help="who sends: an account of Ape's; on a local chain a development account's number"
    )
    made.add_argument("--dry-run", action="store_true", help="rehearse and show, send nothing")
    made.add_argument(
        "--out", type=Path, help="for the multisig: file of Safe's Transaction Builder to write"
    )
    made.add_argument(
        "--owners", help="for the multisig on a local chain: development accounts that sign, as 24,25,26"
    )
    add_commands(made.add_subparsers(dest="command", required=True, metavar="COMMAND"))
    return made


def main(arguments: Sequence[str]) -> int:
    chosen = parser().parse_args(arguments)
    try:
        book = Deployment.load(chosen.book)
        with Client(chosen.rpc) as client:
            book.check(client)
            owners = signer.local_owners(book.network, chosen.owners) if chosen.owners else ()
            with signer.opened(book.network, chosen.rpc, chosen.account, client) as who:
                chosen.run(Office(Chamber(client, book), who, owners, chosen.out, chosen.dry_run), chosen)
    except (GovernanceRefused, DeployRefused, DomainError, MutuelError, ApeException, OSError) as reason:
        print(f"Refused: {printable(str(reason))}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
