"""Words for people: what of strangers' text may be shown, and how times are said."""

from datetime import UTC, datetime


def printable(text: str) -> str:
    """One line for a terminal: what would move the cursor, colour, reverse or break a line is spelt out."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)


def shortened(text: str, longest: int) -> str:
    """At most `longest` characters; what is cut ends in a space and an ellipsis, so that no address is made of it."""
    return text if len(text) <= longest else f"{text[:longest]} …"


def moment(at: int) -> str:
    """UTC seconds as a date and a time; what no calendar has, as the number that it is."""
    try:
        return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    except (ValueError, OverflowError, OSError):
        return f"{at} (UTC seconds)"
