"""The whole of Mutuel for one account, or for nobody in particular."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from mutuel.chain import accounts
from mutuel.chain.client import Client
from mutuel.chain.contracts import Call, Contract, Deployment
from mutuel.chain.history import History
from mutuel.chain.logs import decoders
from mutuel.chain.markets import Seen, read_market, read_template, seen
from mutuel.chain.sender import Receipt, Sender
from mutuel.domain import naming
from mutuel.domain.ids import market_key, question_id
from mutuel.domain.matches import Match
from mutuel.domain.products import catalogue
from mutuel.domain.products.catalogue import Catalogue
from mutuel.domain.referee import questions_of
from mutuel.domain.resolution.table import IN_DISPUTE
from mutuel.domain.units import DAY, format_usdc
from mutuel.errors import MutuelError, NodeInconsistent
from mutuel.matchlist import MatchList
from mutuel.sdk.errors import Moved, Refused, of_chain
from mutuel.sdk.records import MarketInfo, Paid, Placed, Step, info
from mutuel.sdk.ways_out import MOST, next_step
from mutuel.settings import Settings, read_toml

LATEST = 50
"""Markets that a list has at most; the newest."""
DAYS = 14


class Mutuel:
    """Reads need no key. `bet`, `claim` and `settle` act for the account of MUTUEL_BOT_KEY, or of `bot*.json` in
    MUTUEL_KEYSTORE.

    Every refusal is a `Refused`. Two processes must not act for one account at the same time.
    """

    def __init__(
        self,
        client: Client,
        book: Deployment,
        products: Catalogue,
        sender: Sender | None = None,
        matches: Sequence[Match] = (),
    ) -> None:
        """`matches`: those that are announced; windows of others have sides without names."""
        self._client, self._book, self._products, self._sender = client, book, products, sender
        self._matches = {match.number: match for match in matches}

    @classmethod
    @contextmanager
    def open(cls, settings: Settings | None = None) -> Iterator[Mutuel]:
        """From MUTUEL_RPC_URL and MUTUEL_DEPLOYMENT. Raises DeploymentInvalid for a node of another chain."""
        chosen = settings or Settings()
        book = Deployment.load(chosen.deployment)
        products = catalogue.parse(read_toml(chosen.products))
        with Client(chosen.rpc_url, timeout=chosen.rpc_timeout) as client:
            book.check(client)
            yield cls(client, book, products, _sender(client, chosen), MatchList(chosen.matches).read())

    @property
    def address(self) -> str:
        """Of the account that acts. Raises Refused without a key."""
        return self._acting.address

    def markets(self, *, open_only: bool = False, days: int = DAYS, limit: int = LATEST) -> list[MarketInfo]:
        """The newest markets announced in the last `days`, newest first; at most `limit`, and LATEST in any case."""
        most, found = max(0, min(limit, LATEST)), list[MarketInfo]()
        with self._plainly():
            ids = self._announced_ids(days)
            for start in range(0, len(ids), LATEST):
                page = self._infos(ids[start : start + LATEST])
                found += [one for one in page if one.takes_bets or not open_only]
                if len(found) >= most:
                    break
        return found[:most]

    def market(self, market_id: int) -> MarketInfo:
        """Raises Refused for a number that is no market's."""
        with self._plainly():
            return self._infos([market_id])[0]

    def estimate(self, market_id: int, outcome: int, amount: int) -> int:
        """What a further stake would pay, in micro-USDC and rounded down, if nobody else bet and `outcome` won."""
        with self._plainly():
            return int(self._engine.read("estimate", market_id, outcome, amount))

    def claimable(self, market_id: int, account: str | None = None) -> int:
        """What the account can claim now, in micro-USDC; 0 while the market is undecided."""
        with self._plainly():
            return int(self._engine.read("payoutOf", market_id, account or self.address))

    def bet(
        self, market_id: int, outcome: int, amount: int, *, min_weight: int = 0, from_credit: bool = False
    ) -> Placed:
        """Bets `amount` micro-USDC, from the wallet or from credit in Escrow, and waits for its block.

        From the wallet Escrow is first allowed to take exactly this amount, if it is not yet. `min_weight` refuses the
        bet if it came too late to weigh so much. Raises Refused.
        """
        function = "betFromCredit" if from_credit else "bet"
        call = self._prepared(function, market_id, outcome, amount, min_weight)
        if not from_credit:
            self._allow(amount)
        receipt = self._send(call)
        args = self._announced(receipt, "BetPlaced")
        return Placed(
            market_id,
            outcome,
            args["stake"],
            args["weight"],
            args["poolAfter"],
            receipt.tx_hash,
            receipt.block_number,
        )

    def claim(self, market_id: int, *, to_credit: bool = False) -> Paid:
        """Collects the winnings or the refund of a decided market. Raises Refused."""
        receipt = self._send(self._prepared("claim", market_id, to_credit))
        args = self._announced(receipt, "Claimed")
        return Paid(market_id, args["amount"], args["toWallet"], receipt.tx_hash, receipt.block_number)

    def settle(self, market_id: int) -> list[Step]:
        """Takes every step towards the market's end that anybody may take now; those that were taken, in order.

        Nobody is needed for it: no keeper, no role, no bond. Raises Refused where no step is due yet. Where a later one
        is refused, somebody else may have been faster: what was done is told, and nothing is lost by asking again.
        """
        taken: list[Step] = []
        for _ in range(MOST):
            try:
                found = read_market(self._engine, market_id)
                if found.state.is_decided and taken:
                    break
                step = next_step(self._client, self._book, found, self.address)
                receipt = self._send(step)
            except MutuelError as error:
                refused = error if isinstance(error, Refused) else of_chain(error, None)
                if taken and refused.moved is Moved.NO:
                    break
                raise refused from None
            taken.append(Step(step.what, receipt.tx_hash, receipt.block_number))
        return taken

    def _prepared(self, function: str, *arguments: Any) -> Call:
        """A call to the engine. Raises Refused for arguments that it cannot take, before anything is sent."""
        with self._plainly():
            return self._engine.prepare(function, *arguments)

    def _announced_ids(self, days: int) -> list[int]:
        """Of the markets announced in the last `days`, newest first."""
        now = self._client.latest()
        history = History(self._client, self._book, now.number)
        first = history.first_block_at(now.timestamp - days * DAY)
        created = history.events("ParimutuelEngine", ["MarketCreated"], first=first)
        return [event.args["marketId"] for event in reversed(created)]

    def _infos(self, ids: Sequence[int]) -> list[MarketInfo]:
        """Several markets at one block."""
        now = self._client.latest()
        pages = self._lens.read("markets", list(ids), block=now.number) if ids else []
        templates = {page["market"]["templateId"] for page in pages}
        known = {one: read_template(self._engine, one, now.number) for one in templates}
        found = [
            seen(page["marketId"], page["market"], known[page["market"]["templateId"]]) for page in pages
        ]
        disputed = self._in_dispute(found, now.number)
        return [
            info(
                one,
                *self._called(one.market.id, one.market.template.id),
                page["stakes"],
                page["odds"],
                now.timestamp,
                disputed=one.market.id in disputed,
            )
            for one, page in zip(found, pages, strict=True)
        ]

    def _in_dispute(self, found: Sequence[Seen], block: int) -> set[int]:
        """Markets of which a question is challenged, disputed or ruled but not yet final."""
        asked = [(one.market.id, question_id(*key)) for one in found for key in questions_of(one.market)]
        answers = self._resolution.read_many("observation", [(number,) for _, number in asked], block=block)
        return {market for (market, _), answer in zip(asked, answers, strict=True) if answer[0] in IN_DISPUTE}

    def _called(self, market_id: int, template_id: int) -> tuple[str, tuple[str, str]]:
        """What the page calls the market, and the two sides of a race or match."""
        listing = self._products.listing(template_id)
        if listing is None:
            return f"Template {template_id}", naming.runners((), None)
        match = self._matches.get(market_key(market_id).period) if listing.kind.is_match else None
        return naming.title(listing.title, match), naming.runners(
            [asset.title for asset in listing.assets], match
        )

    def _allow(self, amount: int) -> None:
        """Raises Refused where the wallet does not hold the amount."""
        with self._plainly():
            held = self._usdc.read("balanceOf", self.address)
            allowed = self._usdc.read("allowance", self.address, self._escrow.address)
        if held < amount:
            what = f"The wallet {self.address} holds {format_usdc(held)} USDC, the bet takes {format_usdc(amount)}."
            raise Refused("walletTooSmall", what, Moved.NO, "Fund the wallet, or bet less.")
        if allowed < amount:
            self._send(self._usdc.prepare("approve", self._escrow.address, amount))

    def _send(self, call: Call) -> Receipt:
        signed: list[str] = []
        acting = self._acting
        try:
            return acting.send(call, on_signed=signed.append)
        except MutuelError as error:
            raise of_chain(error, signed[-1] if signed else None) from None

    def _announced(self, receipt: Receipt, name: str) -> dict[str, Any]:
        """The event of the engine that an act ends with."""
        known = decoders("ParimutuelEngine")
        engine = self._engine.address.lower()
        for log in receipt.logs:
            decoder = known.get(log["topics"][0]) if log["topics"] else None
            if log["address"].lower() == engine and decoder is not None and decoder.name == name:
                return decoder.decode(log["topics"], log["data"])
        what = f"Transaction {receipt.tx_hash} succeeded, but the node tells no {name} event of it."
        raise of_chain(NodeInconsistent(what), receipt.tx_hash)

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        """What only reads can move no money."""
        try:
            yield
        except Refused:
            raise
        except MutuelError as error:
            raise of_chain(error, None) from None

    @property
    def _acting(self) -> Sender:
        if self._sender is None:
            what = "There is no key to act with."
            raise Refused(
                "keyMissing", what, Moved.NO, "Set MUTUEL_BOT_KEY, or MUTUEL_KEYSTORE and its password."
            )
        return self._sender

    @cached_property
    def _engine(self) -> Contract:
        return self._book.contract("ParimutuelEngine", self._client)

    @cached_property
    def _resolution(self) -> Contract:
        return self._book.contract("Resolution", self._client)

    @cached_property
    def _escrow(self) -> Contract:
        return self._book.contract("Escrow", self._client)

    @cached_property
    def _usdc(self) -> Contract:
        return self._book.contract("Usdc", self._client)

    @cached_property
    def _lens(self) -> Contract:
        return self._book.contract("Lens", self._client)


def _sender(client: Client, settings: Settings) -> Sender | None:
    """None where no key is set: then everything but acting works. Raises KeyMissing for one that cannot be read."""
    if not settings.bot_key.get_secret_value() and settings.keystore is None:
        return None
    account = accounts.load("bot", settings.bot_key, settings.keystore, settings.keystore_password)[0]
    return Sender(client, account)
