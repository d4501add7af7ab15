"""The page's configuration from the address book, the chain and the settings."""

from typing import Final

from backend.catalogue import Catalogue
from backend.config.errors import NodeUnavailable, NotDeployed
from backend.config.remote import TokenDomain
from backend.config.schemas import PublicConfig, Token
from mutuel.domain.units import ONE_USDC, USDC_DECIMALS
from mutuel.errors import ChainError, DeploymentInvalid
from mutuel.settings import Settings

BLOCK_TIME: Final = 2
"""Base makes a block every two seconds."""


def public_config(settings: Settings, catalogue: Catalogue, token: TokenDomain) -> PublicConfig:
    """Raises NotDeployed, NodeUnavailable."""
    try:
        deployment = catalogue.deployment
        domain = token.of(deployment)
    except DeploymentInvalid as error:
        raise NotDeployed from error
    except ChainError as error:
        raise NodeUnavailable from error
    return PublicConfig(
        chain_id=deployment.chain_id,
        network=deployment.network,
        rpc_url=settings.public_rpc_url,
        contracts=dict(deployment.contracts),
        usdc=Token(name=domain.name, version=domain.version, decimals=USDC_DECIMALS),
        block_time=BLOCK_TIME,
        minimum_stake=ONE_USDC,
    )
