"""Calls in words: contract, function and arguments, also of calls inside the timelock."""

from collections.abc import Mapping
from typing import Any, Final

from eth_utils.address import is_checksum_address

from mutuel.chain.calls import decoded, inner_of, shown
from mutuel.domain.units import HOUR, MINUTE, format_price
from scripts.governance.chamber import Chamber

BESIDE: Final = ("value", "values", "predecessor")
"""Arguments beside the calls inside; nothing of ours sets them, so they are shown where somebody does."""

IN_USDC: Final = {
    "setTvlCap": "cap",
    "setMarketCap": "cap",
    "setDailyLimit": "limit",
    "pay": "amount",
    "payLarge": "amount",
    "coverShortfall": "amounts",
}
"""Arguments in micro-USDC, by function."""


NO_CAP: Final = "no cap"
"""What 0 says where a cap on all deposits is set."""


def span(seconds: int) -> str:
    return f"{seconds // HOUR} h {seconds % HOUR // MINUTE} min"


def amount(micro: int) -> str:
    """Micro-USDC for people."""
    return f"{micro // 10**6:,}.{micro % 10**6:06d} USDC"


def described(chamber: Chamber, to: str, data: bytes) -> list[str]:
    """One line for the call, and an indented one for each call inside it."""
    name = chamber.name_of(to)
    found = decoded(name, data) if name else None
    if name is None or found is None:
        return [f"{name or to}: call 0x{data.hex()[:72]}{'...' if len(data) > 36 else ''}"]
    entry, values = found
    line = f"{name}.{entry['name']}({', '.join(f'{key} = {named(chamber, value)}' for key, value in values.items())})"
    inner = inner_of(to, name, entry["name"], values)
    if not inner.calls:
        words = meaning(entry["name"], values)
        return [f"{line}: {words}" if words else line]
    waits = f", after {span(values['delay'])}" if "delay" in values else ""
    waits += "".join(f", {key} = {shown(values[key])}" for key in BESIDE if _is_set(values.get(key, 0)))
    lines = [one for target, carried in inner.calls for one in described(chamber, target, carried)]
    return [f"{name}.{entry['name']}{waits}:", *(f"  {one}" for one in lines)]


def named(chamber: Chamber, value: Any) -> str:
    """A value for people; a contract of ours also by its name, which owners can compare with what they mean."""
    name = chamber.name_of(value) if is_checksum_address(value) else None
    return f"{shown(value)} [{name}]" if name else shown(value)


def meaning(function: str, values: Mapping[str, Any]) -> str | None:
    """What a ruling says or how much is paid, in the units of people; None where the arguments say it themselves."""
    if function in ("rule", "fallbackRule"):
        return "void, every stake goes back" if values["isVoid"] else _ruled(values["value"])
    if function not in IN_USDC:
        return None
    given = values[IN_USDC[function]]
    if function == "setTvlCap" and given == 0:
        return NO_CAP
    return amount(sum(given) if isinstance(given, list) else given)


def _ruled(value: int) -> str:
    """Outcomes have the codes 0 and 1, which no price is as small as."""
    if value > 1:
        return f"the price was {format_price(value)} USD"
    return "the first outcome won" if value == 0 else "the second outcome won"


def _is_set(value: int | bytes | list[int]) -> bool:
    return bool(value) if isinstance(value, int) else any(value)
