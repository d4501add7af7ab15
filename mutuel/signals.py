"""How a service is told to stop."""

import signal
from threading import Event


def stop_on_signals() -> Event:
    """An event that SIGTERM and Ctrl-C set: what is under way is finished, then the service ends."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop
