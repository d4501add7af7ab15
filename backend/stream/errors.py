"""Why a message of a client is refused; the connection stays open."""

from http import HTTPStatus

from backend.errors import ApiError, Code


class MalformedMessage(ApiError):
    status, code = HTTPStatus.UNPROCESSABLE_ENTITY, Code.MALFORMED_MESSAGE

    def __init__(self) -> None:
        super().__init__('Send JSON such as {"subscribe":["281474976710913"]} or {"unsubscribe":[...]}.')


class TooManySubscriptions(ApiError):
    status, code = HTTPStatus.CONFLICT, Code.TOO_MANY_SUBSCRIPTIONS

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"One connection follows at most {limit} markets; unsubscribe some first.", limit=limit
        )
