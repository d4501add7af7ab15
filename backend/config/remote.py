"""What only the chain can tell."""

from mutuel.chain.client import Client
from mutuel.chain.contracts import Deployment


class TokenName:
    """The token's name, which its permits sign: it differs between networks, never on one. Asked for once."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._name: str | None = None

    def of(self, deployment: Deployment) -> str:
        """Raises ChainError."""
        if self._name is None:
            self._name = str(deployment.contract("Usdc", self._client).read("name"))
        return self._name
