"""What an answer over HTTP may do to whoever reads it."""

from typing import Final

ONCE: Final = {"", "identity", "gzip", "deflate"}


def is_packed_once(encoding: str) -> bool:
    """Of a Content-Encoding, whether its pieces unpack to no more than a thousand times their bytes.

    Packed twice, a thousand bytes become gigabytes in one piece, before anybody could look at a limit.
    """
    return encoding.strip().lower() in ONCE
