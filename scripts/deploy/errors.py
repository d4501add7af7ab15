"""Why a deployment stops, in one plain sentence."""


class DeployRefused(Exception):
    """Something is not as the configuration says; nothing that was deployed is in use."""
