"""`mutuel oracle ...`"""

from __future__ import annotations

import json

import typer
from sqlmodel import Session, col, select

from mutuel.db.oracle import Act, Decision
from mutuel.logging import configure
from mutuel.settings import Settings
from mutuel.signals import stop_on_signals
from mutuel.text import moment
from oracle.keeper import Keeper
from oracle.resolution.questions import undecided
from oracle.run import Service
from oracle.world import World, opened

app = typer.Typer(help="Brings prices to the chain and decides markets.", no_args_is_help=True)
SHOWN = 10


@app.command()
def run() -> None:
    """Creates, answers, settles and pushes until SIGTERM or Ctrl-C."""
    configure()
    settings = Settings()
    stop = stop_on_signals()
    with opened(settings) as world:
        service = Service(world, settings.poll_seconds, stop)
        if settings.metrics_port is not None:
            service.metrics.serve(settings.metrics_port)
        service.run()


@app.command()
def once() -> None:
    """Does everything that is due now, and stops."""
    configure()
    settings = Settings()
    with opened(settings) as world:
        done = Service(world, settings.poll_seconds, stop_on_signals()).step()
    typer.echo(f"{done} done.")


@app.command()
def due() -> None:
    """Prints one line of JSON: the time it is, and the next moment at which something becomes possible."""
    configure()
    with opened(Settings()) as world:
        now = world.clock()
        typer.echo(json.dumps({"now": now, "due": Keeper(world).next_due(now)}))


@app.command()
def status() -> None:
    """Prints what cannot be decided, what waits, what was decided and what was done last."""
    configure()
    with opened(Settings()) as world:
        for line in _lines(world):
            typer.echo(line)


def _lines(world: World) -> list[str]:
    waiting = [
        f"waiting  {one.listing.template.name:<16} until {moment(one.market.observe_at)}"
        for one in undecided(world, world.clock())
    ]
    with Session(world.database) as session:
        decisions = session.exec(select(Decision).order_by(col(Decision.id).desc()).limit(SHOWN)).all()
        acts = session.exec(select(Act).order_by(col(Act.id).desc()).limit(SHOWN)).all()
        decided = [f"decided  {d.kind:<8} {d.value or '-'} at {moment(d.decided_at)}" for d in decisions]
        done = [f"act      {a.outcome:<8} {a.key} at {moment(a.at)} {a.detail or ''}".rstrip() for a in acts]
    withheld = [f"withheld {template:<16} {reason}" for template, reason in world.withheld.items()]
    return [*withheld, *waiting, *decided, *done]
