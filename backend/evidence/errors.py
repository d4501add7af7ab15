"""Why there is no evidence."""

from http import HTTPStatus

from backend.errors import ApiError, Code


class EvidenceUnknown(ApiError):
    status, code = HTTPStatus.NOT_FOUND, Code.EVIDENCE_UNKNOWN

    def __init__(self, name: str) -> None:
        super().__init__(
            "This archive holds nothing of that name. Nothing on chain depends on it; whoever else keeps the "
            "archive may have it.",
            name=name,
        )
