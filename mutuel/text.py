"""Text that strangers wrote, for a terminal."""


def printable(text: str) -> str:
    """One line of visible characters: what would move the cursor, colour, reverse or break a line is spelt out."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)
