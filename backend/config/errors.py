"""Why there is no configuration."""

from http import HTTPStatus

from backend.errors import ApiError, Code


class NotDeployed(ApiError):
    status, code = HTTPStatus.SERVICE_UNAVAILABLE, Code.NOT_DEPLOYED

    def __init__(self) -> None:
        super().__init__("The contracts' addresses are not known yet. No money is affected; try again later.")
