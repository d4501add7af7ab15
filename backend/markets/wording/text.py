"""Numbers and times as people read them."""

from datetime import UTC, datetime

from mutuel.domain.units import format_usdc


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
