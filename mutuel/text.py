"""Words for people: what of strangers' text may be shown, and how times and numbers of things are said."""

from datetime import UTC, datetime


def printable(text: str) -> str:
    """One line for a terminal: what would move the cursor, colour, reverse or break a line is spelt out."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)


def shortened(text: str, longest: int) -> str:
    """At most `longest` characters; what is cut ends in a space and an ellipsis, so that no address is made of it."""
    return text if len(text) <= longest else f"{text[:longest]} …"


SECRET = 8
"""Characters from which a part of a URL may be a key; a shorter one is an ordinary word."""


def without_url(text: str, url: str) -> str:
    """An error of a library that may quote the address it was given, whole or in parts: most of it may hold a key."""
    text = text.replace(url, "the given URL") if url else text
    for part in sorted(_parts(url), key=len, reverse=True):
        text = text.replace(part, "…")
    return text


def _parts(url: str) -> set[str]:
    """What may be secret in a URL and may be quoted alone; its host is not."""
    rest, _, query = url.partition("://")[2].partition("?")
    place, _, path = rest.partition("/")
    user, _, _ = place.rpartition("@")
    asked = f"/{path}?{query}" if query else ""
    password, last = user.partition(":")[2], path.strip("/").rpartition("/")[2]
    values = [one.partition("=")[2] for one in query.split("&")]
    keys = [one for one in (password, last, *values) if len(one) >= SECRET]
    return {part for part in (asked, f"/{path}" if path else "", query, user, *keys) if part}


def counted(number: int, thing: str) -> str:
    """ "1 bet", "2 bets", of a thing whose plural ends in an s."""
    return f"{number:,} {thing}" + ("" if number == 1 else "s")


def moment(at: int) -> str:
    """UTC seconds as a date and a time; what no calendar has, as the number that it is."""
    return _on_calendar(at, "%Y-%m-%d %H:%M:%S UTC")


def minute(at: int) -> str:
    """The same without its seconds, for times that people agree on."""
    return _on_calendar(at, "%Y-%m-%d %H:%M UTC")


def _on_calendar(at: int, form: str) -> str:
    try:
        return datetime.fromtimestamp(at, UTC).strftime(form)
    except (ValueError, OverflowError, OSError):
        return f"{at} (UTC seconds)"
