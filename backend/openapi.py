"""The OpenAPI document, with the stream's frames beside the endpoints: the source of the page's types."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from backend.stream.schemas import Frame, Wanted

REFERENCE = "#/components/schemas/{model}"


def document(app: FastAPI) -> dict[str, Any]:
    """Cached by the application."""
    if app.openapi_schema is None:
        openapi = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes
        )
        openapi["components"]["schemas"] |= _stream_schemas()
        app.openapi_schema = openapi
    return app.openapi_schema


def _stream_schemas() -> dict[str, Any]:
    found: dict[str, Any] = {}
    adapters: dict[str, TypeAdapter[Any]] = {"Frame": TypeAdapter(Frame), "Wanted": TypeAdapter(Wanted)}
    for name, adapter in adapters.items():
        schema = adapter.json_schema(mode="serialization", ref_template=REFERENCE)
        found |= schema.pop("$defs", {})
        found[name] = schema
    return found
