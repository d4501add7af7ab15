"""Numbers and times as people read them."""

from datetime import UTC, datetime


def moment(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M UTC")


def percent(bps: int) -> str:
    whole, hundredths = divmod(bps, 100)
    return f"{whole}.{hundredths:02}".rstrip("0").rstrip(".") + "%"
