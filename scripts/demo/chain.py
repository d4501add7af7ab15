"""A local chain whose clock the demo drives."""

import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import SystemRandom

from mutuel.chain.client import Client
from mutuel.chain.sender import Patience
from mutuel.errors import ChainError
from scripts.demo.processes import Processes, wait_until

BALANCE = 10_000  # ether of each development account
ACCOUNTS = 100
PORTS = range(20_000, 32_768)  # below those that systems give to outgoing connections
HASTE = Patience(poll=0.005)  # a local chain mines each transaction at once


def free_port() -> int:
    """A port of the loopback interface that nothing listens on now, nor any outgoing connection will take by itself."""
    for port in SystemRandom().sample(PORTS, k=100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError(f"No free port was found between {PORTS.start} and {PORTS.stop - 1}.")


class LocalChain:
    """anvil, started at a moment of the past; `advance_to` is the only thing that makes its time leap."""

    def __init__(self, processes: Processes, name: str, start: int, port: int | None = None) -> None:
        """`start`: UTC seconds of the first block."""
        port = port or free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.client = Client(self.url)
        processes.start(name, _command(port, start))
        wait_until(_answers(self.client), f"the local chain {name}", processes)

    def now(self) -> int:
        return self.client.latest().timestamp

    def advance_to(self, moment: int) -> None:
        """Mines a block at `moment`, or nothing if that is past."""
        if moment > self.now():
            self.client.request("evm_setNextBlockTimestamp", moment)
            self.client.request("evm_mine")


def _command(port: int, start: int) -> list[str]:
    options = {
        "--port": port, "--timestamp": start, "--accounts": ACCOUNTS, "--balance": BALANCE, "--hardfork": "cancun",
    }  # fmt: skip
    listed = [str(word) for pair in options.items() for word in pair]
    return ["anvil", "--host", "127.0.0.1", "--silent", *listed]


def _answers(client: Client) -> Callable[[], bool]:
    def answers() -> bool:
        try:
            return client.block_number() >= 0
        except ChainError:
            return False

    return answers


def python(*words: str) -> list[str]:
    """A command in this very Python."""
    return [sys.executable, *words]


def mutuel(*words: str) -> list[str]:
    """A `mutuel` command of this very installation."""
    return [str(Path(sys.executable).with_name("mutuel")), *words]
