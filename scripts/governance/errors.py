"""Why an act of governance is not sent, in one plain sentence."""


class GovernanceRefused(Exception):
    """It would fail on chain, or do something else than was asked; nothing was sent."""
