"""Why there is no price."""

from http import HTTPStatus

from backend.errors import ApiError, Code


class SymbolUnknown(ApiError):
    status, code = HTTPStatus.NOT_FOUND, Code.SYMBOL_UNKNOWN

    def __init__(self, symbol: str, known: set[str]) -> None:
        super().__init__("Nobody bets on this symbol here.", symbol=symbol[:80], known=sorted(known))
