"""People of the demo: they bet and claim in every way the contracts offer, through the Python SDK alone."""

from dataclasses import dataclass
from typing import Final

from eth_account.signers.local import LocalAccount

from mutuel.chain import signing
from mutuel.chain.client import Client
from mutuel.chain.contracts import Deployment
from mutuel.chain.sender import Receipt, Sender
from scripts.demo.chain import HASTE

FUNDS: Final = 100_000 * 10**6  # micro-USDC
CREDIT: Final = 20_000 * 10**6
WAYS: Final = ("wallet", "permit", "authorization", "credit", "batch")
FOREVER: Final = 2**64 - 1


@dataclass(frozen=True)
class Wish:
    """One bet that somebody wants to place; amounts in micro-USDC."""

    market_id: int
    outcome: int
    amount: int
    way: str


class Bettor:
    """One person with a wallet."""

    def __init__(self, client: Client, book: Deployment, account: LocalAccount, relayer: Sender) -> None:
        self._client = client
        self._account = account
        self._relayer = relayer
        self._sender = Sender(client, account, patience=HASTE)
        self._engine = book.contract("ParimutuelEngine", client)
        self._escrow = book.contract("Escrow", client)
        self._usdc = book.contract("Usdc", client)
        self._token = signing.token_domain(client, book.address("Usdc"))
        self._salt = 0

    @property
    def address(self) -> str:
        return str(self._account.address)

    def prepare(self) -> None:
        """Pays some money in."""
        self._allow(CREDIT)
        self._sender.send(self._escrow.prepare("deposit", CREDIT))

    def bet(self, wish: Wish) -> Receipt:
        """Places `wish` in its way. Raises CallRefused."""
        terms = (wish.market_id, wish.outcome, wish.amount, 0)
        match wish.way:
            case "wallet":
                self._allow(wish.amount)
                return self._sender.send(self._engine.prepare("bet", *terms))
            case "credit":
                return self._sender.send(self._engine.prepare("betFromCredit", *terms))
            case "batch":
                self._allow(wish.amount)
                return self._sender.send(self._engine.prepare("betBatch", [terms], False))
            case "permit":
                return self._bet_with_permit(terms)
            case "authorization":
                return self._bet_with_authorization(terms)
            case _:
                raise ValueError(f"no way to bet is called {wish.way}")

    def claim(self, market_id: int, to_credit: bool) -> Receipt:
        return self._sender.send(self._engine.prepare("claim", market_id, to_credit))

    def withdraw_all(self) -> int:
        """Takes all credit out; returns micro-USDC."""
        credit = int(self._escrow.read("accountOf", self.address)["credit"])
        if credit:
            self._sender.send(self._escrow.prepare("withdraw", credit))
        return credit

    def _allow(self, amount: int) -> None:
        """Exactly what is needed: nothing stays allowed."""
        self._sender.send(self._usdc.prepare("approve", self._escrow.address, amount))

    def _bet_with_permit(self, terms: tuple[int, int, int, int]) -> Receipt:
        nonce, amount = self._usdc.read("nonces", self.address), terms[2]
        sig = signing.sign_permit(self._account, self._token, self._escrow.address, amount, nonce, FOREVER)
        return self._sender.send(self._engine.prepare("betWithPermit", *terms, FOREVER, sig))

    def _bet_with_authorization(self, terms: tuple[int, int, int, int]) -> Receipt:
        """Signs only; somebody else pays the gas."""
        self._salt += 1
        salt = self._salt.to_bytes(32, "big")
        bound = signing.BetTerms(self.address, *terms, salt)
        validity = signing.Validity(0, FOREVER)
        sig = signing.sign_bet(
            self._account, self._token, self._escrow.address, self._engine.address, bound, validity
        )
        call = self._engine.prepare("betWithAuthorization", self.address, *terms, salt, 0, FOREVER, sig)
        return self._relayer.send(call)
