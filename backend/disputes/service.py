"""Disputes as the API shows them: what the chain holds, beside the evidence that the oracle archived."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from backend.catalogue import Catalogue
from backend.disputes.answers import answers_of, spread_of
from backend.disputes.repository import Began, DisputeRepository
from backend.disputes.schemas import BondPaid, Challenge, Dispute, DisputeFilter, Ruler, Ruling
from backend.disputes.turns import turns
from backend.markets.questions import all_of, claim_of
from backend.markets.records import MarketRecord
from backend.markets.repository import MarketRepository
from backend.markets.schemas import AskedQuestion
from backend.markets.service import MarketService
from backend.pages import cut, decode
from backend.schemas import Page
from mutuel.db.mirror import Event, Question, Role, Source
from mutuel.db.oracle import Decision
from mutuel.domain.resolution.question import VoidCause
from mutuel.domain.resolution.table import OVER
from mutuel.text import shortened

LONGEST_URI: Final = 2_000
"""Characters; a challenger may write a book where the evidence should be named."""


class Known(NamedTuple):
    """All that one page needs, read at once."""

    waiting: Mapping[str, tuple[int, int]]
    records: Mapping[int, MarketRecord]
    said: Mapping[str, Sequence[Event]]
    sources: Mapping[int, Source]
    decisions: Mapping[str, Decision]


class DisputeService:
    def __init__(
        self, disputes: DisputeRepository, markets: MarketRepository, catalogue: Catalogue, now: int
    ) -> None:
        self._disputes, self._markets, self._catalogue = disputes, markets, catalogue
        self._shown = MarketService(markets, catalogue, now)

    def page(
        self, state: DisputeFilter, market_id: int | None, limit: int, cursor: str | None
    ) -> Page[Dispute]:
        """Raises MalformedCursor."""
        found = self._disputes.page(state, market_id, decode(cursor), limit + 1)
        shown, following = cut(found, limit, lambda began: began.key)
        known = self._known(shown)
        return Page(items=[self._dispute(began, known) for began in shown], next_cursor=following)

    def _known(self, shown: Sequence[Began]) -> Known:
        ids = [began.event.about for began in shown]
        waiting = self._disputes.waiting(ids)
        records = {r.row.market_id: r for r in self._markets.several(first for first, _ in waiting.values())}
        roots = {
            asked.id: asked.answer.evidence_root if asked.answer else None
            for record in records.values()
            for asked in record.questions
        }
        said, decisions = self._disputes.said(ids), self._disputes.decisions(roots)
        return Known(waiting, records, said, self._disputes.sources(), decisions)

    def _dispute(self, began: Began, known: Known) -> Dispute:
        row = began.question
        market_id, count = known.waiting[row.question_id]
        record = known.records[market_id]
        asked = self._asked(record, row.question_id)
        manifest = _manifest(record, asked, known)
        terms: Mapping[str, Any] = _terms(asked, known)
        said = known.said.get(row.question_id, ())
        challenges = [_challenge(record, asked, event) for event in said if event.name == "Challenged"]
        ruling = self._ruling(row)
        return Dispute(
            question=asked,
            open=row.state not in OVER,
            title=self._shown.title(record),
            market_id=market_id,
            markets=count,
            began=began.event.timestamp,
            spread_bps=spread_of(manifest),
            max_spread_bps=_number(terms, "maxSpreadBps"),
            threshold=_number(terms, "threshold"),
            sources=answers_of(manifest),
            challenges=challenges,
            bonds=[_paid(event) for event in said if event.name == "BondPaid"],
            ruling=ruling,
            turns=turns(
                row,
                asked.observe_at,
                _number(terms, "bond"),
                challenges[-1].at if challenges else None,
                ruling is not None and ruling.by is Ruler.DAO,
            ),
        )

    def _asked(self, record: MarketRecord, question_id: str) -> AskedQuestion:
        product = self._catalogue.product(record.row.template_id)
        found = all_of(record, (product.symbol, product.symbol2))
        return next(asked for asked in found if asked.question_id == question_id)

    def _ruling(self, row: Question) -> Ruling | None:
        if row.ruler is None or row.effective_at is None:
            return None
        return Ruling(
            by=Ruler.DAO if row.ruler == self._governor() else Ruler.MULTISIG,
            void=bool(row.ruled_void),
            evidence_hash=row.ruling_hash or "",
            evidence_uri=shortened(row.ruling_uri or "", LONGEST_URI),
            effective_at=row.effective_at,
            vetoed=row.state in OVER and row.reason == VoidCause.VETOED,
        )

    def _governor(self) -> str | None:
        book = self._catalogue.deployed
        return book.contracts.get("MutuelGovernor") if book else None


def _manifest(record: MarketRecord, asked: AskedQuestion, known: Known) -> Mapping[str, Any]:
    """The evidence of the question; no source answers a contest's, but those of the market's end made it."""
    end = record.asked(Role.END)
    of = end.id if asked.source_id is None and end else asked.question_id
    decision = known.decisions.get(of)
    return decision.evidence if decision else {}


def _terms(asked: AskedQuestion, known: Known) -> Mapping[str, Any]:
    source = known.sources.get(asked.source_id) if asked.source_id is not None else None
    return source.config if source else {}


def _number(terms: Mapping[str, Any], name: str) -> int | None:
    return int(terms[name]) if name in terms else None


def _challenge(record: MarketRecord, asked: AskedQuestion, event: Event) -> Challenge:
    args: Mapping[str, Any] = event.args
    price, outcome = claim_of(record, Role(asked.role), int(args["claim"]))
    void = bool(args["claimVoid"])
    return Challenge(
        challenger=args["challenger"],
        at=event.timestamp,
        round=int(args["round"]),
        value=None if void else price,
        outcome=None if void else outcome,
        void=void,
        bond=int(args["bond"]),
        evidence_uri=shortened(args["evidenceUri"], LONGEST_URI),
        tx=event.tx_hash,
    )


def _paid(event: Event) -> BondPaid:
    args: Mapping[str, Any] = event.args
    return BondPaid(
        account=args["account"],
        amount=int(args["amount"]),
        round=int(args["round"]),
        at=event.timestamp,
        tx=event.tx_hash,
    )
