"""What time it is: by the machine, or by the chain, so that a fast chain moves every service with it."""

import time
from collections.abc import Callable
from typing import Literal

from mutuel.chain.client import Client

Clock = Callable[[], int]  # UTC seconds


def make_clock(kind: Literal["system", "chain"], client: Client) -> Clock:
    if kind == "chain":
        return lambda: client.latest().timestamp
    return lambda: int(time.time())
