"""Refusals of the API: an HTTP status, a code for programs and a sentence for people.

    ApiError
    ├── InvalidRequest            422  a parameter is missing or has the wrong type
    ├── MalformedCursor           422
    ├── NotFound                  404  no such path
    ├── MethodNotAllowed          405
    ├── DatabaseUnavailable       503
    ├── InternalError             500
    ├── markets.errors            MarketUnknown, MalformedMarketId, AmountRefused, BetNotPossible ...
    ├── matches.errors            MatchUnknown
    ├── prices.errors             SymbolUnknown
    ├── evidence.errors           EvidenceUnknown
    ├── accounts.errors           MalformedAddress
    ├── config.errors             NotDeployed, NodeUnavailable
    └── stream.errors             MalformedMessage, TooManySubscriptions

Every code stands in `Code`, and so in the OpenAPI document.
"""

from enum import StrEnum
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from backend.schemas import Schema
from mutuel.errors import MutuelError
from mutuel.logging import get

log = get(__name__)


class Code(StrEnum):
    """What happened, for programs."""

    INVALID_REQUEST = "invalidRequest"
    MALFORMED_CURSOR = "malformedCursor"
    NOT_FOUND = "notFound"
    METHOD_NOT_ALLOWED = "methodNotAllowed"
    DATABASE_UNAVAILABLE = "databaseUnavailable"
    INTERNAL_ERROR = "internalError"
    PRODUCT_UNKNOWN = "productUnknown"
    TEMPLATE_UNKNOWN = "templateUnknown"
    MATCH_UNKNOWN = "matchUnknown"
    SYMBOL_UNKNOWN = "symbolUnknown"
    EVIDENCE_UNKNOWN = "evidenceUnknown"
    MARKET_UNKNOWN = "marketUnknown"
    MALFORMED_MARKET_ID = "malformedMarketId"
    MALFORMED_AMOUNT = "malformedAmount"
    TOO_MANY_DECIMALS = "tooManyDecimals"
    NEGATIVE_AMOUNT = "negativeAmount"
    AMOUNT_TOO_LARGE = "amountTooLarge"
    OUTCOME_UNKNOWN = "outcomeUnknown"
    STAKE_TOO_SMALL = "stakeTooSmall"
    CAP_EXCEEDED = "capExceeded"
    POOL_FULL = "poolFull"
    BETTING_NOT_OPEN = "bettingNotOpen"
    BETTING_CLOSED = "bettingClosed"
    MARKET_DECIDED = "marketDecided"
    MALFORMED_ADDRESS = "malformedAddress"
    NOT_DEPLOYED = "notDeployed"
    NODE_UNAVAILABLE = "nodeUnavailable"
    MALFORMED_MESSAGE = "malformedMessage"
    TOO_MANY_SUBSCRIPTIONS = "tooManySubscriptions"


class Problem(Schema):
    """The body of every refusal."""

    code: Code
    message: str  # what happened, whether money moved, what to do next
    details: dict[str, Any]


class ApiError(MutuelError):
    """Root of every refusal; subclasses say which values explain it."""

    status: HTTPStatus
    code: Code

    def __init__(self, message: str, **details: Any) -> None:
        super().__init__(message)
        self.problem = Problem(code=self.code, message=message, details=details)


class InvalidRequest(ApiError):
    status, code = HTTPStatus.UNPROCESSABLE_ENTITY, Code.INVALID_REQUEST

    def __init__(self, error: RequestValidationError) -> None:
        faults = {".".join(str(part) for part in e["loc"][1:]): e["msg"] for e in error.errors()[:20]}
        listed = "; ".join(f"{where}: {what}" for where, what in faults.items())
        super().__init__(f"The request cannot be read: {listed}. Nothing was done.", fields=faults)


class MalformedCursor(ApiError):
    status, code = HTTPStatus.UNPROCESSABLE_ENTITY, Code.MALFORMED_CURSOR

    def __init__(self) -> None:
        super().__init__("This cursor did not come from a page of this list. Start again without a cursor.")


class NotFound(ApiError):
    status, code = HTTPStatus.NOT_FOUND, Code.NOT_FOUND

    def __init__(self, path: str) -> None:
        super().__init__(
            "Nothing lives at this address. See /api/openapi.json for what there is.", path=path[:200]
        )


class MethodNotAllowed(ApiError):
    status, code = HTTPStatus.METHOD_NOT_ALLOWED, Code.METHOD_NOT_ALLOWED

    def __init__(self, method: str) -> None:
        super().__init__(
            "This address only answers reads. Bets and claims go to the contracts.", method=method
        )


class DatabaseUnavailable(ApiError):
    status, code = HTTPStatus.SERVICE_UNAVAILABLE, Code.DATABASE_UNAVAILABLE

    def __init__(self) -> None:
        super().__init__(
            "The database does not answer, so nothing can be shown. No money is affected: bets, claims and "
            "withdrawals work on the contracts. Try again in a few seconds."
        )


class InternalError(ApiError):
    status, code = HTTPStatus.INTERNAL_SERVER_ERROR, Code.INTERNAL_ERROR

    def __init__(self) -> None:
        super().__init__("Something went wrong on our side. No money moved. Try again in a few seconds.")


def problems(*errors: type[ApiError]) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI responses of an endpoint that may refuse with these errors."""
    codes: dict[int, list[str]] = {}
    all_errors: tuple[type[ApiError], ...] = (*errors, InternalError, DatabaseUnavailable)
    for error in all_errors:
        codes.setdefault(int(error.status), []).append(error.code)
    return {status: {"model": Problem, "description": " | ".join(names)} for status, names in codes.items()}


def install(app: FastAPI) -> None:
    """Makes every refusal of the application, whoever raised it, a `Problem`."""
    app.exception_handler(ApiError)(_refused)
    app.exception_handler(RequestValidationError)(_unreadable)
    app.exception_handler(HTTPException)(_framework)
    app.exception_handler(DBAPIError)(_database)
    app.exception_handler(PoolTimeout)(_database)
    app.exception_handler(Exception)(_unexpected)


def respond(error: ApiError, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse(error.problem.model_dump(mode="json", by_alias=True), error.status, headers)


async def _refused(_request: Request, error: ApiError) -> JSONResponse:
    return respond(error)


async def _unreadable(_request: Request, error: RequestValidationError) -> JSONResponse:
    return respond(InvalidRequest(error))


async def _framework(request: Request, error: HTTPException) -> JSONResponse:
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return respond(MethodNotAllowed(request.method), headers)
    return respond(NotFound(request.url.path), headers)


async def _database(_request: Request, error: Exception) -> JSONResponse:
    log.warning("database unavailable", error=str(error.__cause__ or error))
    return respond(DatabaseUnavailable())


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    log.error("unexpected error", path=request.url.path, exc_info=error)
    return respond(InternalError())
