"""`python -m scripts.demo`: the product on a local chain, with its own services, scripts and page."""

import json
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from mutuel.domain.units import DAY, format_usdc
from scripts import accounts
from scripts.demo import plans, scenes
from scripts.demo.books import Totals
from scripts.demo.director import Director
from scripts.demo.processes import Processes
from scripts.demo.stand import ROOT, Plan, Stand

app = typer.Typer(help="Mutuel on this machine alone.", no_args_is_help=True)
FOLDER = ROOT / ".run" / "demo"
INTERRUPTED = 130  # exit code, as shells expect it
TICK = 1.0  # seconds between two looks while watching


def say(line: str) -> None:
    """Progress goes to standard error, so that the last line of standard output is the result."""
    print(line, file=sys.stderr, flush=True)


@app.command()
def once(
    data: Annotated[Path | None, typer.Option(help="Folder of real price histories.", exists=True)] = None,
    folder: Annotated[
        Path, typer.Option(help="Where databases, evidence and logs go; emptied first.")
    ] = FOLDER,
) -> None:
    """Plays until every market is decided and everybody is paid, then prints one line of JSON."""
    began = time.monotonic()
    totals = Totals()
    for plan in plans.real_histories(data.resolve()) if data else [plans.synthetic_week()]:
        totals = totals.plus(_play(plan, folder / plan.name))
    print(json.dumps(_summary(totals, int(time.monotonic() - began))))
    raise typer.Exit(0 if totals.adds_up() else 1)


@app.command()
def disputes(
    folder: Annotated[
        Path, typer.Option(help="Where databases, evidence and logs go; emptied first.")
    ] = FOLDER,
) -> None:
    """Plays four disputes: the DAO rules, the multisig stands in, everybody is silent, a ruling is vetoed."""
    began, plan = time.monotonic(), plans.synthetic_disputes()
    with _opened(plan, folder / plan.name) as (stand, director):
        endings = scenes.stage(stand, director, say)
        totals = director.finish()
    print(json.dumps({"disputes": endings} | _summary(totals, int(time.monotonic() - began))))
    raise typer.Exit(0 if totals.adds_up() else 1)


@app.command()
def watch(
    speed: Annotated[int, typer.Option(help="Seconds of the chain in one of yours.", min=1, max=DAY)] = 20,
    port: Annotated[int, typer.Option(help="Of the page; 0 takes a free one.")] = 8000,
    folder: Annotated[
        Path, typer.Option(help="Where databases, evidence and logs go; emptied first.")
    ] = FOLDER,
) -> None:
    """Runs until Ctrl-C: open the page, import the visitor's key into a wallet, and bet."""
    plan = plans.synthetic_season()
    home = _empty(folder / plan.name)
    with Processes(home / "logs") as processes:
        try:
            _watch(Stand(plan, processes, home, api_port=port), speed)
        except KeyboardInterrupt:
            say("Stopping everything.")


def _play(plan: Plan, folder: Path) -> Totals:
    with _opened(plan, folder) as (_, director):
        director.play()
        return director.finish()


@contextmanager
def _opened(plan: Plan, folder: Path) -> Iterator[tuple[Stand, Director]]:
    """A stand of its own, with everybody's money; it ends with the block, or when somebody interrupts it."""
    say(f"{plan.name}: starting the chain and the services; their words are in {folder / 'logs'}")
    with Processes(_empty(folder) / "logs") as processes:
        try:
            stand = Stand(plan, processes, folder)
            director = Director(stand, say)
            director.open_house()
            yield stand, director
        except KeyboardInterrupt as interrupted:
            say("Stopping everything.")
            raise typer.Exit(INTERRUPTED) from interrupted


def _watch(stand: Stand, speed: int) -> None:
    director = Director(stand, say)
    director.open_house()
    director.do_what_is_due()
    say(f"\n  The page      {stand.api_url}")
    say(f"  The chain     {stand.chain.url} (chain id {stand.book.chain_id})")
    say(f"  Your wallet   import this well-known test key: {accounts.key(accounts.VISITOR)}")
    say(f"  The clock     {speed} times faster than yours: a round of ten minutes takes {600 // speed} s")
    say(f"  For commands  {stand.for_commands}")
    say("  To look at    rounds, a match that is about to begin, up or down of a day, races, weekly ranges")
    say("  Ctrl-C ends everything. The first days pass at once, so that there is something to see.\n")
    director.play_until(plans.WATCHED_FROM)
    say("\n  Now the clock goes steadily: a match begins in a quarter of an hour of its time.")
    say(f"  The page      {stand.api_url}\n")
    stand.post_steadily()
    while True:
        started, moment = time.monotonic(), stand.chain.now()
        director.do_what_is_due()
        stand.advance_to(moment + speed)
        time.sleep(max(0.0, TICK - (time.monotonic() - started)))


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _summary(totals: Totals, seconds: int) -> dict[str, object]:
    return {
        "markets": totals.markets,
        "bets": totals.bets,
        "staked": format_usdc(totals.staked),
        "paid": format_usdc(totals.paid),
        "fees": format_usdc(totals.fees),
        "breakage": format_usdc(totals.breakage),
        "refunded": format_usdc(totals.refunded),
        "escrowDrift": str(totals.escrow_drift),
        "indexDrift": str(totals.index_drift),
        "complaints": totals.complaints,
        "kinds": totals.kinds,
        "seconds": seconds,
    }


if __name__ == "__main__":
    app()
