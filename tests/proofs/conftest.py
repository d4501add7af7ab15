"""Halmos runs once for all tests: on the contracts and, beside it, on the spoiled ones."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from tests.proofs import halmos

Answers = dict[str, str]


@pytest.fixture(scope="session")
def both() -> Iterator[tuple[Future[Answers], Future[Answers]]]:
    with ThreadPoolExecutor(2) as pool:
        yield pool.submit(halmos.on_the_contracts), pool.submit(halmos.on_broken_contracts)


@pytest.fixture(scope="session")
def on_the_contracts(both: tuple[Future[Answers], Future[Answers]]) -> Answers:
    return both[0].result()


@pytest.fixture(scope="session")
def on_broken_contracts(both: tuple[Future[Answers], Future[Answers]]) -> Answers:
    return both[1].result()
