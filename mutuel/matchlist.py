"""The file of announced matches, which people edit while matches are played."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from pathlib import Path

from mutuel import logging
from mutuel.domain.errors import BadConfig
from mutuel.domain.matches import Match
from mutuel.domain.products import fixtures

log = logging.get(__name__)


class MatchList:
    """Read again when the file changes. While it cannot be read, half written or with a typing error, what it said
    before still counts: a slip in one match must not stop all others, nor what is no match at all."""

    def __init__(self, path: Path, feeds: Collection[str] | None = None) -> None:
        """`feeds`: the result feeds that a match may name; None: any."""
        self._path, self._feeds = path, feeds
        self._matches: tuple[Match, ...] = ()
        self._stamp: tuple[int, int] | None = None

    def read(self) -> tuple[Match, ...]:
        """Every match that is announced, none without a file."""
        try:
            state = self._path.stat()
            stamp = state.st_mtime_ns, state.st_size
            if stamp != self._stamp:
                self._stamp = stamp  # a bad file is told once, not at every look
                self._matches = self._checked(fixtures.parse(tomllib.loads(self._path.read_text())))
        except FileNotFoundError:
            pass
        except (OSError, ValueError, BadConfig) as error:  # ValueError: no TOML, or no text
            log.error("matches not read", file=str(self._path), reason=str(error))
        return self._matches

    def _checked(self, matches: tuple[Match, ...]) -> tuple[Match, ...]:
        for match in matches:
            unknown = match.feeds.keys() - self._feeds if self._feeds is not None else set()
            if unknown:
                raise BadConfig(f"match {match.number}", f"there is no feed {', '.join(sorted(unknown))}")
        return matches
