"""Why a request about a match is refused."""

from http import HTTPStatus

from backend.errors import ApiError, Code


class MatchUnknown(ApiError):
    status, code = HTTPStatus.NOT_FOUND, Code.MATCH_UNKNOWN

    def __init__(self, number: int) -> None:
        super().__init__("No match with this number was announced.", match=number)
