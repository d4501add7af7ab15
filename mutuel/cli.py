"""`mutuel <service> <command>`: each service brings its own commands in its module `commands`."""

import sys
from importlib import import_module
from importlib.util import find_spec

import typer

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


def app() -> None:
    """The command line; a refusal is one line on standard error and exit code 1."""
    try:
        _commands(sys.argv[1:2])()
    except MutuelError as error:
        print(f"{error.code}: {error.message}", file=sys.stderr)
        sys.exit(1)


def _commands(asked: list[str]) -> typer.Typer:
    """Loads only the service that is asked for: a command starts without what the others import."""
    root = typer.Typer(no_args_is_help=True, help="Mutuel: people bet against each other, in USDC.")
    root.callback()(_group)
    known = [s for s in SERVICES if find_spec(f"{s}.commands")]
    named = [name for name in (*known, *ALONE) if name in asked]
    for name in named or [*known, *ALONE]:
        if name in ALONE:
            root.command(name)(getattr(import_module(ALONE[name]), name))
        else:
            root.add_typer(import_module(f"{name}.commands").app, name=name)
    return root


def _group() -> None:
    """Mutuel: people bet against each other, in USDC."""
