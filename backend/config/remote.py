"""What only the chain can tell."""

from mutuel.chain.client import Client
from mutuel.chain.contracts import Deployment
from mutuel.chain.signing import Domain, token_domain


class TokenDomain:
    """The token's EIP-712 domain, which permits sign: it differs between networks, never on one. Asked once."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._domain: Domain | None = None

    def of(self, deployment: Deployment) -> Domain:
        """Raises ChainError."""
        if self._domain is None:
            self._domain = token_domain(self._client, deployment.address("Usdc"))
        return self._domain
