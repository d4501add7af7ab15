"""The committed document, from which the page's client is generated, is the application's."""

from __future__ import annotations

from typing import Any

from backend.app import create_app
from mutuel.settings import Settings
from scripts.generate.openapi import OUTPUT, rendered


def test_rendered__committed_file__is_equal() -> None:
    assert OUTPUT.read_text() == rendered(), "run: python scripts/generate/openapi.py"


def test_document__every_reference__resolves() -> None:
    document = create_app(Settings()).openapi()
    schemas = document["components"]["schemas"]
    assert references(document) <= set(schemas)
    assert {"Frame", "Wanted", "Snapshot", "Delta", "Tick"} <= set(schemas)


def test_document__money_and_odds__are_decimal_text() -> None:
    outcome = create_app(Settings()).openapi()["components"]["schemas"]["OutcomeOdds"]["properties"]
    assert outcome["stake"]["type"] == "string"
    assert {"string", "null"} == {option["type"] for option in outcome["odds"]["anyOf"]}


def references(node: Any) -> set[str]:
    if isinstance(node, dict):
        own = {str(node["$ref"]).rsplit("/", 1)[1]} if "$ref" in node else set()
        return own.union(*(references(child) for child in node.values()))
    if isinstance(node, list):
        return set().union(*(references(child) for child in node))
    return set()
