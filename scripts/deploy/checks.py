"""What must be true on the chain before anything is deployed, and after."""

from typing import Any

from ape.exceptions import ApeException

from scripts.deploy.errors import DeployRefused
from scripts.deploy.network import Feed, Network

USDC_DECIMALS = 6


def check_chain(network: Network, provider: Any) -> None:
    """The node serves the configured chain, and a local one only if it is a development chain."""
    if network.local:
        client = provider.web3.client_version.lower()
        if "anvil" not in client:
            raise DeployRefused(f"Doubles are deployed on a local anvil only; this node is {client}.")
    elif provider.chain_id != network.chain_id:
        raise DeployRefused(
            f"The node serves chain {provider.chain_id}; {network.name} is {network.chain_id}."
        )


def check_addresses(network: Network, provider: Any) -> None:
    """On a public chain every contract that the house relies on must exist already."""
    if network.local:
        return
    named = {"usdc": network.usdc, "safe": network.safe.address}
    named["stream_verifier"] = network.stream_verifier
    if network.sequencer_feed:
        named["sequencer_feed"] = network.sequencer_feed
    named |= {feed.description: feed.address for feed in network.feeds}
    for name, address in named.items():
        if not provider.get_code(address):
            raise DeployRefused(f"There is no contract at {address}, which {network.name} names as {name}.")


def check_usdc(usdc: Any) -> None:
    if _ask(usdc, "decimals") != USDC_DECIMALS or _ask(usdc, "symbol") != "USDC":
        raise DeployRefused(f"The token at {usdc.address} is not USDC with {USDC_DECIMALS} decimals.")


def check_feed(feed: Feed, proxy: Any) -> None:
    """The address is the feed that its key says, in the decimals and the phase that the configuration pins."""
    description, decimals, phase = (_ask(proxy, name) for name in ("description", "decimals", "phaseId"))
    if description != feed.description:
        raise DeployRefused(f"The feed at {proxy.address} is {description!r}, not {feed.description!r}.")
    if decimals != feed.decimals:
        raise DeployRefused(
            f"{feed.description} has {decimals} decimals, the configuration says {feed.decimals}."
        )
    if phase != feed.phase:
        raise DeployRefused(f"{feed.description} is in phase {phase}, the configuration says {feed.phase}.")


def _ask(contract: Any, function: str) -> Any:
    """A view's answer; a contract that has no such view is another one than was named."""
    try:
        return getattr(contract, function)()
    except ApeException as error:
        raise DeployRefused(f"The contract at {contract.address} does not answer {function}().") from error
