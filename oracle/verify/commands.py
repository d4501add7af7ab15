"""`mutuel verify MARKET`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, NoReturn

import typer
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from mutuel.db.engine import open_engine
from mutuel.domain.errors import DomainError
from mutuel.errors import MutuelError
from mutuel.settings import Settings
from oracle.verify.report import Exit
from oracle.verify.site import opened
from oracle.verify.verify import verify as compute

MarketId = Annotated[int, typer.Argument(help="The market's number, as on its page.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="One object instead of sentences.")]
Solvency = Annotated[
    bool, typer.Option(help="Also whether Escrow covers everybody; reads its whole history.")
]


def verify(market: MarketId, as_json: AsJson = False, solvency: Solvency = True) -> None:
    """Computes a market again from the chain and the evidence archive; ends with 0 honest, 1 differs, 2 not checked.

    Nothing is sent and no key is needed: a node (MUTUEL_RPC_URL), the address book (MUTUEL_DEPLOYMENT) and the archive
    (MUTUEL_EVIDENCE) are all it reads. Where MUTUEL_DATABASE_URL is set, that database is compared too.
    """
    try:
        settings = Settings()
        with opened(settings) as site, _database(settings) as database:
            report = compute(site, market, solvency=solvency, database=database)
    except (MutuelError, DomainError) as error:
        _give_up(str(error), as_json)
    except SQLAlchemyError as error:
        reason = error.orig if isinstance(error, DBAPIError) else error
        _give_up(f"the database of MUTUEL_DATABASE_URL cannot be read: {reason}.", as_json)
    if as_json:
        typer.echo(json.dumps(report.as_json()))
    else:
        for line in report.lines():
            typer.echo(line)
    raise typer.Exit(report.exit)


@contextmanager
def _database(settings: Settings) -> Iterator[Engine | None]:
    """Only one that somebody named: the default file is nobody's claim."""
    if "database_url" not in settings.model_fields_set:
        yield None
        return
    engine = open_engine(settings.database_url)
    yield engine
    engine.dispose()


def _give_up(words: str, as_json: bool) -> NoReturn:
    said = f"Nothing could be checked: {words}"
    typer.echo(json.dumps({"verdict": "unchecked", "error": said}) if as_json else said, err=not as_json)
    raise typer.Exit(Exit.UNCHECKED)
