"""A market in plain sentences: its labels, its rules and the steps of its life."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise

from backend.catalogue import Product
from backend.markets.records import MarketRecord
from backend.markets.schemas import Step, StepName
from backend.schemas import short_price
from mutuel.domain.market import Kind, State, Template
from mutuel.domain.units import format_usdc

PROPOSED, FINAL = 1, 5
EN_DASH = "\N{EN DASH}"


def dollars(price: int) -> str:
    """ "$12,345.60"."""
    whole, decimals = short_price(price).split(".")
    return f"${int(whole):,}.{decimals}"


def range_labels(edges: tuple[int, ...]) -> list[str]:
    """A price on an edge belongs to the upper range, and the words say so."""
    inner = [f"{dollars(low)} {EN_DASH} {dollars(high)}" for low, high in pairwise(edges)]
    return [f"below {dollars(edges[0])}", *inner, f"{dollars(edges[-1])} or more"]


def labels(record: MarketRecord, names: tuple[str, ...]) -> list[str]:
    """What each outcome is called. `names`: the two assets of a race, the two sides of a match."""
    match record.template.kind:
        case Kind.RANGE:
            return range_labels(record.market.edges)
        case Kind.UPDOWN:
            return ["Down", "Up"]
        case Kind.RACE:  # outcome 1: the first asset did better
            return list(reversed(names)) if len(names) == 2 else ["Second asset", "First asset"]
        case _:
            return list(names) if len(names) == 2 else ["First side", "Second side"]


def window_label(window: int, windows: int) -> str:
    return f"Window {window + 1} of {max(windows, window + 1)}"


def rules(record: MarketRecord, product: Product) -> list[str]:
    """What a bettor should know before betting, one sentence a rule."""
    market, template = record.market, record.template
    name = product.symbol or product.name
    return [
        f"The range that holds the price of {name} at {moment(market.observe_at)} wins; "
        "a price exactly on an edge belongs to the upper range.",
        f"Bets are accepted from {moment(market.open_at)} until just before "
        f"{moment(market.betting_ends_at)}. A bet cannot be changed or withdrawn.",
        *_sharing(template),
        *_limits(template),
        f"If nobody staked on the winning range, or the other ranges hold less than "
        f"{usdc(template.min_losers)} USDC, every stake goes back in full.",
        f"If nothing is decided by {moment(market.expires_at)}, anyone can void the market and every stake "
        "goes back in full.",
    ]


def timeline(record: MarketRecord, now: int) -> list[Step]:
    """The planned steps in order; a decided market ends with its decision instead of the latest refund."""
    market, row, question = record.market, record.row, record.question
    final = question is not None and question.state == FINAL
    planned = [
        Step(name=name, at=at, done=now >= at)
        for name, at in (
            (StepName.OPENS, market.open_at),
            (StepName.CLOSES, market.betting_ends_at),
            (StepName.OBSERVED, market.observe_at),
        )
    ]
    ends = question.window_ends if question else None
    planned.append(
        Step(name=StepName.PROPOSED, at=None, done=question is not None and question.state >= PROPOSED)
    )
    planned.append(Step(name=StepName.FINAL, at=ends, done=final))
    if record.state is State.OPEN:
        return [*planned, Step(name=StepName.REFUND_BY, at=market.expires_at, done=False)]
    return [*planned, Step(name=StepName.DECIDED, at=row.decided_at, done=True)]


def moment(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M UTC")


def usdc(amount: int) -> str:
    """ "1,000" or "0.000001": whole numbers without decimals."""
    whole, decimals = format_usdc(amount).split(".")
    fraction = decimals.rstrip("0")
    return f"{int(whole):,}" + (f".{fraction}" if fraction else "")


def percent(bps: int) -> str:
    whole, hundredths = divmod(bps, 100)
    return f"{whole}.{hundredths:02}".rstrip("0").rstrip(".") + " %"


def _sharing(template: Template) -> Iterator[str]:
    share = (
        "in proportion to their stakes" if template.curve.is_flat else "by stake and by how early they bet"
    )
    yield (
        f"The winners share the whole pool {share}, less a fee of {percent(template.takeout)}; "
        "a payout is rounded down to 0.000001 USDC."
    )
    if template.takeout:
        yield "The fee is never more than the others staked, so a winner in an unweighted pool never loses."
    if template.merge_below:
        least = usdc(template.merge_below)
        yield f"A range with less than {least} USDC joins its neighbour towards the centre."


def _limits(template: Template) -> Iterator[str]:
    caps = template.caps
    yield (
        f"One account may stake {usdc(caps.floor)} USDC or 5 % of the pool, whichever is more, "
        f"but never above {usdc(caps.account)} USDC; the smallest bet is {usdc(template.min_stake)} USDC."
    )
    yield f"The whole pool takes at most {usdc(caps.pool)} USDC."
