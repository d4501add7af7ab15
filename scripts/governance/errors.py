"""Why an act of governance is not sent, in one plain sentence."""


class GovernanceRefused(Exception):
    """It would fail on chain, or do something else than was asked; nothing was sent."""


class Unsure(Exception):
    """It was on its way when something went wrong: it may be in a block, or come into one."""
