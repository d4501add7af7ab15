"""How tests expect a refusal: the contract's own error and its arguments."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from mutuel.errors import CallRefused


@contextmanager
def refused(error: str, **arguments: object) -> Iterator[None]:
    """The block must be refused with this custom error; named arguments must match."""
    with pytest.raises(CallRefused) as caught:
        yield
    assert caught.value.error == error, caught.value
    assert {name: caught.value.arguments.get(name) for name in arguments} == arguments
