from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from mutuel.chain.client import Client
from mutuel.domain.matches import Match
from tests.chain.undone import undone
from tests.integration.oracle.house import deployed
from tests.integration.oracle.matches.ground import Ground, ground

START = 1_791_900_000
"""14:00 UTC on 13 October 2026: when every match begins."""
Opener = Callable[[Match, dict[str, Any]], AbstractContextManager[Ground]]


@pytest.fixture(scope="session")
def cricket_chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("cricket-chain")
    with deployed(START - 7_200, folder) as found:
        yield found


@pytest.fixture
def opened_ground(cricket_chain: tuple[str, Path], tmp_path: Path) -> Opener:
    """Opens a match on the chain as it was deployed; whatever happens in it is undone."""
    url, book = cricket_chain

    @contextmanager
    def opened(match: Match, file: dict[str, Any]) -> Iterator[Ground]:
        with Client(url) as client, undone(client), ground(url, book, tmp_path, match, file) as found:
            yield found

    return opened
