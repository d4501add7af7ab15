"""`mutuel <service> <command>`: each service brings its own commands in its module `commands`."""

import json
import logging
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final, NoReturn

import typer
from typer.exceptions import TyperException

from mutuel.domain.errors import DomainError
from mutuel.errors import MutuelError

SERVICES = ("indexer", "oracle", "backend")
ALONE = {
    "markets": "mutuel.sdk.commands",
    "market": "mutuel.sdk.commands",
    "bet": "mutuel.sdk.commands",
    "claim": "mutuel.sdk.commands",
    "settle": "mutuel.sdk.commands",
    "verify": "oracle.verify.commands",
}
"""Commands of no service, by the module that holds them under their own name."""
MISUSED: Final = 2
"""Exit code of a command line that nothing understands: 1 says that what was asked was refused."""
BROKEN: Final = 70
"""Exit code of a fault of this program, as BSD's sysexits has it: never an answer to what was asked."""


def app() -> None:
    """The command line; a refusal is one line on standard error and exit code 1."""
    words = sys.argv[1:]
    try:
        sys.exit(_commands(words[:1])(words, prog_name="mutuel", standalone_mode=False))
    except TyperException as misuse:
        _misused(misuse.format_message(), words)
    except MutuelError as error:
        _refused(f"{error.code}: {error.message}")
    except DomainError as error:
        _refused(str(error))
    except Exception:  # 1 would say that something was refused, or differs
        logging.getLogger(__name__).exception(
            "This is a fault of Mutuel itself and no answer. Something may have been sent: "
            "`mutuel market ID` shows the chain. Please report the lines below."
        )
        sys.exit(BROKEN)


def _misused(reason: str, words: Sequence[str]) -> NoReturn:
    """Nothing was tried. Without a reason the help was shown: it was asked for by saying nothing."""
    command = [word for word in words[:1] if word in (*SERVICES, *ALONE)]
    advice = f"`{' '.join(['mutuel', *command, '--help'])}` says what it takes."
    told = {"error": "misused", "what": reason, "moved": "no", "next": advice}
    if "--json" in words:
        print(json.dumps(told), file=sys.stderr)
    elif reason:
        print(f"{reason.rstrip('.')}. Nothing was done. {advice}", file=sys.stderr)
    sys.exit(MISUSED)


def _refused(words: str) -> NoReturn:
    print(words, file=sys.stderr)
    sys.exit(1)


def _commands(asked: list[str]) -> typer.Typer:
    """Loads only the service that is asked for: a command starts without what the others import."""
    root = typer.Typer(no_args_is_help=True, help="Mutuel: people bet against each other, in USDC.")
    root.callback()(_group)
    known = (*SERVICES, *ALONE)
    for name in [name for name in known if name in asked] or known:
        if name in ALONE:
            # "-5" is a number that the command itself refuses, not an option.
            root.command(name, context_settings={"ignore_unknown_options": True})(
                getattr(import_module(ALONE[name]), name)
            )
        else:
            root.add_typer(import_module(f"{name}.commands").app, name=name)
    return root


def _group() -> None:
    """Mutuel: people bet against each other, in USDC."""
