"""A chain with open markets and a funded bot."""

from __future__ import annotations

import json
from dataclasses import dataclass

from mutuel.chain.contracts import Contract
from mutuel.settings import Settings
from scripts import accounts
from tests.integration.indexer.house import House

BOT = 8
"""One of the chain's own development accounts, so that it has ether."""


@dataclass
class Stand:
    """`first` and `second`: a market's id, and when it is observed."""

    house: House
    settings: Settings
    first: tuple[int, int]
    second: tuple[int, int]

    @property
    def address(self) -> str:
        return str(accounts.account(BOT).address)

    @property
    def mint(self) -> Contract:
        return self.house.contract("Usdc", "LocalUsdc")

    def balance(self) -> int:
        return int(self.house.contract("Usdc").read("balanceOf", self.address))

    def write_book(self) -> None:
        self.settings.deployment.write_text(json.dumps(self.house.book.raw))

    def environment(self) -> dict[str, str]:
        """The same settings for a process of its own."""
        return {
            "MUTUEL_RPC_URL": self.settings.rpc_url,
            "MUTUEL_DEPLOYMENT": str(self.settings.deployment),
            "MUTUEL_BOT_KEY": accounts.key(BOT),
        }
