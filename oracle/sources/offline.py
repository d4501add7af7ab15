"""Sources asked without going anywhere: again, from the archive, or beforehand, to hear who is off.

Nothing is waited for, so no event loop is needed, and one that runs already is not in the way.
"""

from __future__ import annotations

from collections.abc import Coroutine, Mapping, Sequence
from typing import Any, TypeVar

from oracle.sources.closes import Refusal, Why
from oracle.sources.transport import PUBLIC, Access, Page, Web, addressed, off

Said = TypeVar("Said")


def at_once(asked: Coroutine[Any, Any, Said]) -> Said:
    """What a source says that is asked on one of these webs. Raises RuntimeError if it waits for anything else."""
    try:
        asked.send(None)
    except StopIteration as done:
        said: Said = done.value
        return said
    asked.close()
    raise RuntimeError("a source that is asked offline waits for something")


class ArchivedWeb(Web):
    """Answers with archived pages: the same code reads the same bytes. What the archive lacks was not answered when it
    was asked, and is refused in the words of that time.

    A page fits if it was asked for by the same query at the same address; only what stood before the address, the
    vendor's or a mirror's, may differ.
    """

    def __init__(self, pages: Sequence[Page], otherwise: Refusal) -> None:
        self._pages, self._otherwise = pages, otherwise

    async def get(self, url: str, query: Mapping[str, str], access: Access = PUBLIC) -> Page | Refusal:
        """The archived page of this address, or the refusal."""
        del access  # it is in no archive
        asked = addressed(url, query).raw_path.decode()
        return next((page for page in self._pages if _same(page.path, asked)), self._otherwise)


class UntriedWeb(Web):
    """Answers nothing: a source asked on it says no more than whether it is switched on."""

    def __init__(self) -> None:
        """It has no client."""

    async def get(self, url: str, query: Mapping[str, str], access: Access = PUBLIC) -> Page | Refusal:
        """Always a refusal."""
        del query, access
        return off(url) or Refusal(Why.UNREACHABLE, "not tried")


def _same(archived: str, asked: str) -> bool:
    (path, _, query), (wanted, _, wanted_query) = archived.partition("?"), asked.partition("?")
    return query == wanted_query and (path.endswith(wanted) or wanted.endswith(path))
