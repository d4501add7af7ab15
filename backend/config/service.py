"""The page's configuration from the address book and the settings."""

from typing import Final

from backend.catalogue import Catalogue
from backend.config.errors import NotDeployed
from backend.config.schemas import PublicConfig, Token
from mutuel.domain.units import ONE_USDC, USDC_DECIMALS
from mutuel.errors import DeploymentInvalid
from mutuel.settings import Settings

BLOCK_TIME: Final = 2
"""Base makes a block every two seconds."""


def public_config(settings: Settings, catalogue: Catalogue) -> PublicConfig:
    """Raises NotDeployed."""
    try:
        deployment = catalogue.deployment
    except DeploymentInvalid as error:
        raise NotDeployed from error
    token = deployment.raw.get("usdc", {})
    return PublicConfig(
        chain_id=deployment.chain_id,
        network=deployment.network,
        rpc_url=settings.public_rpc_url,
        contracts=dict(deployment.contracts),
        usdc=Token(
            name=token.get("name", "USD Coin"), version=token.get("version", "2"), decimals=USDC_DECIMALS
        ),
        block_time=BLOCK_TIME,
        minimum_stake=ONE_USDC,
    )
