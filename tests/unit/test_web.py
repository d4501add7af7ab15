import pytest

from mutuel.web import is_packed_once


@pytest.mark.parametrize("encoding", ["", "gzip", " GZIP ", "deflate", "identity"])
def test_is_packed_once__no_more_than_once__is_read(encoding: str) -> None:
    assert is_packed_once(encoding)


@pytest.mark.parametrize("encoding", ["gzip, gzip", "gzip,deflate", "br", "zstd", "identity, gzip, gzip"])
def test_is_packed_once__several_times_or_otherwise__is_not(encoding: str) -> None:
    assert not is_packed_once(encoding)
