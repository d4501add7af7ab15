"""`mutuel indexer ...`"""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from indexer.mirror import Mirror
from indexer.reindex import reindex as rebuild
from indexer.service import Progress, Service
from indexer.status import status as read_status
from indexer.verify import verify as compare
from mutuel.chain.client import Client
from mutuel.chain.contracts import Deployment
from mutuel.db.engine import create_tables, open_engine
from mutuel.db.sessions import reading
from mutuel.logging import configure
from mutuel.settings import Settings
from mutuel.signals import stop_on_signals

app = typer.Typer(help="Mirrors the chain into SQL.", no_args_is_help=True)


@app.command()
def run() -> None:
    """Follows the chain until SIGTERM or Ctrl-C."""
    with _opened() as (settings, mirror, _, _):
        Service(mirror, settings.poll_seconds, stop_on_signals()).run()


@app.command()
def reindex() -> None:
    """Rebuilds the mirror from the chain; readers see the old one until the new one is complete."""
    with _opened() as (_, mirror, _, _):
        last = rebuild(mirror, Progress().report)
    typer.echo(f"The mirror was rebuilt up to block {last.block}.")


@app.command()
def verify() -> None:
    """Compares the mirror with the chain, to the micro-USDC; ends with 1 if anything differs."""
    with _opened() as (_, mirror, client, deployment):
        report = compare(mirror.engine, client, deployment)
    for line in report.lines():
        typer.echo(line)
    raise typer.Exit(1 if report.differences else 0)


@app.command()
def status() -> None:
    """Prints where the mirror stands."""
    with _opened() as (_, mirror, client, _), reading(mirror.engine) as connection:
        found = read_status(connection, client, mirror.chain_id)
    for name, value in found._asdict().items():
        typer.echo(f"{name.replace('_', ' '):<12} {'-' if value is None else value}")


@contextmanager
def _opened() -> Iterator[tuple[Settings, Mirror, Client, Deployment]]:
    configure()
    settings = Settings()
    deployment = Deployment.load(settings.deployment)
    engine = open_engine(settings.database_url)
    with Client(settings.rpc_url, timeout=settings.rpc_timeout) as client:
        deployment.check(client)
        create_tables(engine)
        yield settings, Mirror.of(settings, engine, client, deployment), client, deployment
    engine.dispose()
