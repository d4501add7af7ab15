"""python -m scripts.governance --rpc http://127.0.0.1:8545 --account 1 status

Every command first rehearses on the node what it is about to do; what would fail on chain is refused in one sentence
and nothing is sent. --dry-run stops after the rehearsal. Acts of the multisig need --out FILE, which its owners load
at app.safe.global, or on a local chain --owners 24,25,26.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from mutuel.chain.client import Client
from mutuel.chain.contracts import Deployment
from mutuel.domain.errors import DomainError
from mutuel.errors import MutuelError
from mutuel.text import printable, without_url
from scripts.deploy.chain import FAILURES, ROOT
from scripts.deploy.errors import DeployRefused
from scripts.governance import signer
from scripts.governance.chamber import Chamber
from scripts.governance.commands import add_commands, add_senders
from scripts.governance.errors import GovernanceRefused, Unsure
from scripts.governance.office import Office


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One sentence instead of the whole usage."""
        self.exit(
            2, f"Not understood: {message}. Nothing was sent; `{self.prog} --help` says what it takes.\n"
        )


def parser() -> argparse.ArgumentParser:
    made = Parser(
        prog="python -m scripts.governance",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--rpc", required=True, help="URL of a node")
    made.add_argument(
        "--book", type=Path, default=_book(), help="address book; MUTUEL_DEPLOYMENT names another one"
    )
    add_senders(made)
    add_commands(made.add_subparsers(dest="command", required=True, metavar="COMMAND"))
    return made


def _book() -> Path:
    """As every other program finds it, but from any folder."""
    return Path(os.environ.get("MUTUEL_DEPLOYMENT") or ROOT / "deployments" / "local.json")


def main(arguments: Sequence[str]) -> int:
    chosen = parser().parse_args(arguments)
    try:
        book = Deployment.load(chosen.book)
        with Client(chosen.rpc) as client:
            book.check(client)
            owners = signer.local_owners(book.network, chosen.owners) if chosen.owners else ()
            with signer.opened(book.network, chosen.rpc, chosen.account, client) as who:
                chosen.run(Office(Chamber(client, book), who, owners, chosen.out, chosen.dry_run), chosen)
    except Unsure as reason:
        print(printable(without_url(str(reason), chosen.rpc)), file=sys.stderr)
        return 1
    except (GovernanceRefused, DeployRefused, DomainError, MutuelError, *FAILURES) as reason:
        print(
            f"Refused: {printable(without_url(_words(reason), chosen.rpc))} Nothing was sent.",
            file=sys.stderr,
        )
        return 1
    return 0


def _words(reason: Exception) -> str:
    if isinstance(reason, OSError) and reason.filename:
        return f"{reason.filename}: {reason.strerror}."
    return str(reason)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
