"""Why there is no configuration."""

from http import HTTPStatus

from backend.errors import ApiError, Code


class NotDeployed(ApiError):
    status, code = HTTPStatus.SERVICE_UNAVAILABLE, Code.NOT_DEPLOYED

    def __init__(self) -> None:
        super().__init__("The contracts' addresses are not known yet. No money is affected; try again later.")


class NodeUnavailable(ApiError):
    status, code = HTTPStatus.SERVICE_UNAVAILABLE, Code.NODE_UNAVAILABLE

    def __init__(self) -> None:
        super().__init__("The node of the chain does not answer. No money is affected; try again later.")
