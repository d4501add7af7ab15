"""Amounts as the page writes them, from micro-USDC."""


def usd(micro: int) -> str:
    """Exactly: every decimal that is there, cents at least."""
    whole, fraction = divmod(micro, 10**6)
    shown = f"{fraction:06d}".rstrip("0").ljust(2, "0")
    return f"${whole:,}.{shown}"


def cents_down(micro: int) -> str:
    """Cents, rounded down."""
    return f"${micro // 10**6:,}.{micro % 10**6 // 10**4:02d}"


def typed(micro: int) -> str:
    """As a person types it into the slip."""
    return usd(micro).replace("$", "").replace(",", "")
