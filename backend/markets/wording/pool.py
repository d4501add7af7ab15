"""What every pool has in common: when bets are taken, who shares what, when stakes go back, and worked examples."""

from collections.abc import Iterator, Sequence
from string import ascii_uppercase
from typing import Final

from backend.markets.records import MarketRecord
from mutuel.domain.market import Kind, Market, Template
from mutuel.domain.parimutuel import Pools, Voided, decide, payout_of
from mutuel.domain.ranges import merge_thin
from mutuel.domain.units import ONE_USDC, short_usdc
from mutuel.domain.weights import per_unit
from mutuel.text import minute

STAKE: Final = 10 * ONE_USDC
OTHERS: Final = (200 * ONE_USDC, 300 * ONE_USDC)
"""What others stake in the examples: on the side that wins, and on each of the others."""


def sentences(record: MarketRecord, labels: Sequence[str]) -> list[str]:
    market, template = record.market, record.template
    return [
        f"Bets are accepted from {minute(market.open_at)} until just before "
        f"{minute(market.betting_ends_at)}. A bet cannot be changed or withdrawn.",
        *_acts(template),
        *_sharing(template),
        *_limits(template),
        *_refunds(market),
        *_examples(market, _names(template, labels)),
    ]


def _acts(template: Template) -> Iterator[str]:
    """What may happen to the market besides bets."""
    if template.closable_early:
        yield (
            "Betting may end early, at the earliest after half its planned length and six seconds after that "
            "was announced."
        )
    if template.haltable:
        yield "If trading is halted on the whole exchange, betting ends at once; what was bet before stands."
        yield "If trading is halted at the close, a ruling decides."
    if template.cancellable:
        yield "If play stops before betting closes, the market is cancelled and every stake goes back in full."
    if template.contestable:
        yield "If the sources name different winners, a ruling on this market alone decides."


def _sharing(template: Template) -> Iterator[str]:
    flat, fee = template.curve.is_flat, _fee(template)
    share = "in proportion to their stakes" if flat else "by stake and by how early they bet"
    if template.kind is Kind.MATCH_PRINCIPAL_FIRST:
        yield (
            f"The winners get their stakes back and share what the others staked {share}, {fee}; "
            "a payout is rounded down to 0.000001 USDC."
        )
    else:
        yield (f"The winners share the whole pool {share}, {fee}; a payout is rounded down to 0.000001 USDC.")
    if not flat:
        yield (
            "A stake counts in full, 1.00x, at the opening, less with every second, and "
            f"{_last_multiplier_down(template)}x at the planned close."
        )
    if template.takeout:
        yield "The fee is never more than the others staked, so a winner in an unweighted pool never loses."
    if template.merge_below:
        least = short_usdc(template.merge_below)
        yield f"A range with less than {least} USDC joins its neighbour towards the centre: they win together."


def _fee(template: Template) -> str:
    return f"less a fee of {_percent(template.takeout)} of the pool" if template.takeout else "without a fee"


def _last_multiplier_down(template: Template) -> str:
    """What a stake counts at the planned close, as a part of what it counted at the opening: "0.25"."""
    k0, k1 = template.curve
    whole, hundredths = divmod(100 * k1 // k0, 100)
    return f"{whole}.{hundredths:02}"


def _limits(template: Template) -> Iterator[str]:
    caps = template.caps
    yield (
        f"One account may stake {short_usdc(caps.floor)} USDC or 5% of the pool, whichever is more, "
        f"but never above {short_usdc(caps.account)} USDC; the smallest bet is {short_usdc(template.min_stake)} USDC."
    )
    yield f"The whole pool takes at most {short_usdc(caps.pool)} USDC."


def _refunds(market: Market) -> Iterator[str]:
    template = market.template
    least = f"{short_usdc(template.min_losers)} USDC"
    if template.min_losers_share:
        least += f" or {_percent(template.min_losers_share)} of the pool, whichever is more"
    yield (
        f"If nobody staked on the winning side, or the other sides hold less than {least}, "
        "every stake goes back in full."
    )
    yield (
        f"If nothing is decided by {minute(market.expires_at)}, anyone can void the market and every stake "
        "goes back in full."
    )


def _names(template: Template, labels: Sequence[str]) -> list[str]:
    """Ranges by letter and edges, as people name them; every other outcome by its label."""
    if template.kind is not Kind.RANGE:
        return list(labels)
    return [f"{letter} ({label})" for letter, label in zip(ascii_uppercase, labels, strict=False)]


def _examples(market: Market, labels: Sequence[str]) -> Iterator[str]:
    """Computed by the rules from this market's own numbers."""
    template, chosen = market.template, len(labels) - 1
    early, late = market.open_at, (market.open_at + market.close_at) // 2
    for at in (early,) if template.curve.is_flat else (early, late):
        yield _example(market, labels, chosen, at)
    if template.kind is Kind.RANGE and template.merge_below:
        yield from _merging(template, labels)


def _example(market: Market, labels: Sequence[str], chosen: int, at: int) -> str:
    template, curve = market.template, market.template.curve
    opening = per_unit(curve, market.open_at, market.open_at, market.close_at)
    mine = per_unit(curve, at, market.open_at, market.close_at)
    with_it, against = OTHERS
    stakes = tuple(with_it if i == chosen else max(against, template.merge_below) for i in range(len(labels)))
    others = Pools(stakes, tuple(stake * opening for stake in stakes))
    bet = Pools.flat((0,) * len(labels)).plus(chosen, STAKE, STAKE * mine)
    decision = decide(template, others.plus(chosen, STAKE, STAKE * mine), chosen)
    when = "" if curve.is_flat else " at the opening" if at == market.open_at else " halfway to the close"
    before = "" if curve.is_flat else " at the opening"
    return (
        f"Example: others staked {short_usdc(others.total)} USDC{before}, "
        f"{short_usdc(with_it)} of them on {labels[chosen]}. "
        f"{short_usdc(STAKE)} USDC on {labels[chosen]}{when} then return "
        f"{short_usdc(payout_of(template.kind, decision, bet))} USDC if it wins"
        + (": every stake goes back." if isinstance(decision, Voided) else ".")
    )


def _merging(template: Template, labels: Sequence[str]) -> Iterator[str]:
    thin = template.merge_below // 2
    stakes = (thin, *(max(OTHERS[1], template.merge_below) for _ in labels[1:]))
    groups = merge_thin(stakes, template.merge_below)
    joined = [label for label, group in zip(labels, groups, strict=True) if group == groups[0]]
    if len(joined) > 1:
        yield f"Example: with only {short_usdc(thin)} USDC on {labels[0]}, it wins together with {joined[1]}."


def _percent(bps: int) -> str:
    whole, hundredths = divmod(bps, 100)
    return f"{whole}.{hundredths:02}".rstrip("0").rstrip(".") + "%"
