"""Sources asked again, offline: every page comes from the archive, so that the same code reads the same bytes.

What the archive lacks was not answered when it was asked, and is refused in the words of that time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from oracle.sources.closes import Refusal
from oracle.sources.transport import PUBLIC, Access, Page, Web, addressed


class ArchivedWeb(Web):
    """Answers with archived pages. A page fits if it was asked for by the same query at the same address; only what
    stood before the address, the vendor's or a mirror's, may differ."""

    def __init__(self, pages: Sequence[Page], otherwise: Refusal) -> None:
        self._pages, self._otherwise = pages, otherwise

    async def get(self, url: str, query: Mapping[str, str], access: Access = PUBLIC) -> Page | Refusal:
        """The archived page of this address, or the refusal."""
        del access  # it is in no archive
        asked = addressed(url, query).raw_path.decode()
        return next((page for page in self._pages if _same(page.path, asked)), self._otherwise)


def _same(archived: str, asked: str) -> bool:
    (path, _, query), (wanted, _, wanted_query) = archived.partition("?"), asked.partition("?")
    return query == wanted_query and (path.endswith(wanted) or wanted.endswith(path))
