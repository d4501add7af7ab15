"""`mutuel markets`, `market`, `bet`, `claim` and `settle`: the SDK for a person or a script."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Annotated, Any, NoReturn

import typer

from mutuel.domain.errors import DomainError
from mutuel.domain.units import format_usdc, parse_usdc
from mutuel.errors import MutuelError
from mutuel.sdk.errors import Moved, Refused, of_chain
from mutuel.sdk.house import DAYS, LATEST, Mutuel
from mutuel.sdk.records import MarketInfo, Outcome, Paid, Placed
from mutuel.text import minute

MarketId = Annotated[int, typer.Argument(help="The market's number.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="One line of JSON.")]
OpenOnly = Annotated[bool, typer.Option("--open", help="Only those that take bets now.")]
Days = Annotated[int, typer.Option(min=1, max=400, help="Announced in so many days.")]
Limit = Annotated[int, typer.Option(min=1, max=LATEST, help="So many at most, the newest.")]


def markets(
    open_only: OpenOnly = False, days: Days = DAYS, limit: Limit = LATEST, as_json: AsJson = False
) -> None:
    """Lists markets, newest first."""
    with _plainly(as_json), Mutuel.open() as mutuel:
        found = mutuel.markets(open_only=open_only, days=days, limit=limit)
        _tell([one.as_json() for one in found], as_json, lambda: "\n".join(map(_line, found)) or "None.")


def market(market: MarketId, as_json: AsJson = False) -> None:
    """Shows one market: its outcomes, stakes and odds."""
    with _plainly(as_json), Mutuel.open() as mutuel:
        found = mutuel.market(market)
        _tell(found.as_json(), as_json, lambda: _shown(found))


def bet(
    market: MarketId,
    outcome: Annotated[
        str, typer.Argument(help="As on the page (C, Up, a team), or its number from 0.", show_default=False)
    ],
    amount: Annotated[str, typer.Argument(help='USDC, such as "12.5".', show_default=False)],
    min_weight: Annotated[int, typer.Option(min=0, help="Refuse a bet that would weigh less.")] = 0,
    credit: Annotated[
        bool, typer.Option("--credit", help="From credit in Escrow instead of the wallet.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Bets, with the account of MUTUEL_BOT_KEY or of MUTUEL_KEYSTORE, and waits for its block."""
    with _plainly(as_json), Mutuel.open() as mutuel:
        chosen = _outcome(mutuel.market(market), outcome)
        placed = mutuel.bet(market, chosen.index, _amount(amount), min_weight=min_weight, from_credit=credit)
        words = f"{format_usdc(placed.stake)} USDC on {_called(chosen)}, in block {placed.block}"
        _tell(_placed(placed, chosen), as_json, lambda: f"{words}, transaction {placed.tx_hash}.")


def claim(
    market: MarketId,
    credit: Annotated[bool, typer.Option("--credit", help="As credit in Escrow, not to the wallet.")] = False,
    as_json: AsJson = False,
) -> None:
    """Collects winnings or a refund."""
    with _plainly(as_json), Mutuel.open() as mutuel:
        paid = mutuel.claim(market, to_credit=credit)
        where = "to the wallet" if paid.to_wallet else "as credit"
        words = f"{format_usdc(paid.amount)} USDC {where}, transaction {paid.tx_hash}."
        _tell(_paid(paid), as_json, lambda: words)


def settle(market: MarketId, as_json: AsJson = False) -> None:
    """Takes every step towards a market's end that anybody may take now: nobody has to wait for a keeper."""
    with _plainly(as_json), Mutuel.open() as mutuel:
        taken = mutuel.settle(market)
        phase = _phase_after(mutuel, market)
        told = {"marketId": str(market), "phase": phase, "steps": [asdict(step) for step in taken]}
        lines = [f"{step.what} in block {step.block}, transaction {step.tx_hash}" for step in taken]
        last = (
            f"The market is {phase}."
            if phase
            else f"The node is lost; `mutuel market {market}` shows the rest."
        )
        _tell(told, as_json, lambda: "\n".join([*lines, last]))


def _phase_after(mutuel: Mutuel, market: int) -> str | None:
    """None if the node is lost by now: what was sent must be told all the same."""
    try:
        return mutuel.market(market).phase.value
    except MutuelError:
        return None


@contextmanager
def _plainly(as_json: bool) -> Iterator[None]:
    """A refusal is one line on standard error, or JSON, and exit code 1."""
    try:
        yield
    except Refused as refused:
        _refuse(refused, as_json)
    except MutuelError as error:  # before there was anything to act with
        _refuse(of_chain(error, None), as_json)
    except DomainError as error:
        _refuse(Refused("refused", str(error), Moved.NO, "Nothing was sent."), as_json)


def _refuse(refused: Refused, as_json: bool) -> NoReturn:
    told = {
        "error": refused.code,
        "what": refused.what,
        "moved": refused.moved.value,
        "next": refused.advice,
    }
    typer.echo(json.dumps(told) if as_json else refused.message, err=True)
    raise typer.Exit(1)


def _amount(text: str) -> int:
    try:
        return parse_usdc(text)
    except DomainError as error:
        raise Refused(
            "badAmount", str(error), Moved.NO, 'Write USDC with up to 6 decimals, such as "12.5".'
        ) from None


def _outcome(found: MarketInfo, text: str) -> Outcome:
    try:
        return found.outcomes[found.outcome_of(text)]
    except DomainError as error:
        advice = f"`mutuel market {found.id}` shows what each of them means."
        raise Refused("unknownOutcome", str(error), Moved.NO, advice) from None


def _called(one: Outcome) -> str:
    """ "C, below $180.00", "Up"."""
    return one.name if one.name == one.label else f"{one.name}, {one.label}"


def _tell(value: Any, as_json: bool, words: Callable[[], str]) -> None:
    typer.echo(json.dumps(value) if as_json else words())


def _line(one: MarketInfo) -> str:
    return f"{one.id}  {one.phase.value:<9}  closes {minute(one.closes_at)}  {format_usdc(one.staked):>16}  {one.name}"


def _odds(one: Outcome) -> str:
    return format_usdc(one.odds) if one.odds else "-"


def _shown(one: MarketInfo) -> str:
    rows = [
        f"  {out.index}  {_called(out):<44} {format_usdc(out.stake):>16}  {_odds(out):>10}"
        + ("  won" if one.winner == out.index else "")
        for out in one.outcomes
    ]
    times = (
        f"opens {minute(one.opens_at)}, closes {minute(one.closes_at)}, observed {minute(one.observed_at)}"
    )
    return "\n".join([f"{one.name}: {one.phase.value}", times, *rows])


def _placed(placed: Placed, chosen: Outcome) -> dict[str, Any]:
    return {
        "marketId": str(placed.market_id),
        "outcome": placed.outcome,
        "name": chosen.name,
        "stake": format_usdc(placed.stake),
        "weight": str(placed.weight),
        "poolAfter": format_usdc(placed.pool_after),
        "transaction": placed.tx_hash,
        "block": placed.block,
    }


def _paid(paid: Paid) -> dict[str, Any]:
    return {
        "marketId": str(paid.market_id),
        "amount": format_usdc(paid.amount),
        "toWallet": paid.to_wallet,
        "transaction": paid.tx_hash,
        "block": paid.block,
    }
