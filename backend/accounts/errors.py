"""Why a request about an account is refused."""

from http import HTTPStatus

from backend.errors import ApiError, Code


class MalformedAddress(ApiError):
    status, code = HTTPStatus.UNPROCESSABLE_ENTITY, Code.MALFORMED_ADDRESS

    def __init__(self, text: str) -> None:
        super().__init__("An address is 0x followed by 40 hexadecimal digits.", given=text[:80])
