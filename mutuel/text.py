"""Text that strangers wrote: what of it may be shown."""


def printable(text: str) -> str:
    """One line for a terminal: what would move the cursor, colour, reverse or break a line is spelt out."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)


def shortened(text: str, longest: int) -> str:
    """At most `longest` characters; what is cut ends in a space and an ellipsis, so that no address is made of it."""
    return text if len(text) <= longest else f"{text[:longest]} …"
