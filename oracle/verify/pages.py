"""One source's part of a manifest: the archived pages it names, and the words in which it was refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oracle.evidence import Evidence
from oracle.sources.closes import Refusal, Why
from oracle.sources.transport import Page


def told_by(kept: Evidence) -> dict[str, Mapping[str, Any]]:
    """What the manifest says of each source. Raises TypeError, KeyError for what is no manifest."""
    answers: Any = kept.manifest["answers"]
    return {str(answer["source"]): answer for answer in answers}


def pages_of(answer: Mapping[str, Any] | None, kept: Evidence) -> tuple[Page, ...]:
    """The archived pages of one answer. Raises KeyError for a body that is not there."""
    bodies = kept.by_name
    pages = [] if answer is None else answer["pages"]
    return tuple(Page(str(page["path"]), int(page["status"]), bodies[page["sha256"]]) for page in pages)


def refusal_of(answer: Mapping[str, Any] | None) -> Refusal:
    """What a source was refused with, from the manifest's words "why: detail"."""
    why, _, detail = str((answer or {}).get("refusal") or "").partition(": ")
    return Refusal(Why(why), detail) if why in set(Why) else Refusal(Why.UNREACHABLE, "not in the archive")
