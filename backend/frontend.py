"""The built page: files as they are, the page's own routes, and the headers that protect it."""

from collections.abc import Mapping
from http import HTTPStatus
from os import PathLike
from typing import Final
from urllib.parse import urlsplit

from fastapi.responses import Response
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FOREVER: Final = "public, max-age=31536000, immutable"
"""For files whose name holds the hash of their content."""
REVALIDATE: Final = "no-cache"


class BuiltPage(StaticFiles):
    """Serves the folder of the build; an unknown path that is no file's gets index.html."""

    def __init__(self, directory: PathLike[str]) -> None:
        super().__init__(directory=directory, html=True)

    async def get_response(self, path: str, scope: Scope) -> Response:
        try:
            response = await super().get_response(path, scope)
        except HTTPException as error:
            if error.status_code != HTTPStatus.NOT_FOUND or _names_a_file(path):
                raise
            response = await super().get_response("index.html", scope)
        response.headers["Cache-Control"] = FOREVER if path.startswith("assets/") else REVALIDATE
        return response


class SecurityHeaders:
    """Puts the same headers on every HTTP answer; the API's JSON is never stored by a cache."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self._app, self._headers = app, headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def security_headers(rpc_url: str | None) -> dict[str, str]:
    """`rpc_url` is the only foreign address that the page may speak to."""
    connect = " ".join(["'self'", *([_origin(rpc_url)] if rpc_url else [])])
    policy = {
        "default-src": "'self'",
        "connect-src": connect,
        "img-src": "'self' data:",  # wallets announce their icons as data (EIP-6963)
        "style-src": "'self' 'unsafe-inline'",  # components set their sizes in style attributes
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        # Smart wallets sign in a window of their own.
        "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _names_a_file(path: str) -> bool:
    return path.startswith("assets/") or "." in path.rpartition("/")[2]
