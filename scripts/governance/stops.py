"""What the multisig may stop at once: new bets of one engine, for a week or for ever. Never an exit."""

from typing import Final

from mutuel.chain.contracts import Call
from mutuel.domain.units import DAY
from mutuel.text import moment
from scripts.governance.chamber import Chamber
from scripts.governance.errors import GovernanceRefused

MONTH: Final = 30 * DAY


def pause(chamber: Chamber, engine: str) -> Call:
    """For the Safe; `engine` by its name in the address book. Raises GovernanceRefused."""
    escrow, address = chamber.contract("Escrow"), chamber.book.address(engine)
    now, slot = chamber.now(), escrow.read("engineOf", address)
    if slot["pausedUntil"] > now:
        raise GovernanceRefused(f"{engine} is paused already, until {moment(slot['pausedUntil'])}.")
    if slot["lastPause"] and now < slot["lastPause"] + MONTH:
        raise GovernanceRefused(
            f"{engine} was paused at {moment(slot['lastPause'])}; again only after {moment(slot['lastPause'] + MONTH)}."
        )
    return _stop(chamber, "pause", address)


def retire(chamber: Chamber, engine: str) -> Call:
    """For the Safe; cannot be undone. Raises GovernanceRefused."""
    address = chamber.book.address(engine)
    if chamber.contract("Escrow").read("engineOf", address)["retired"]:
        raise GovernanceRefused(f"{engine} is retired already.")
    return _stop(chamber, "retire", address)


def _stop(chamber: Chamber, function: str, address: str) -> Call:
    call = chamber.contract("Escrow").prepare(function, address)
    chamber.rehearse(chamber.book.address("Safe"), call)
    return call
