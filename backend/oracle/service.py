"""The oracle's health, from what it wrote down."""

from collections.abc import Mapping
from typing import Any, Final

from backend.catalogue import Catalogue
from backend.markets.repository import MarketRepository
from backend.oracle.repository import Asked, OracleRepository
from backend.oracle.schemas import OracleHealth, Path, PriceAge, Signers, SourceHealth, SourceState
from mutuel.db.mirror import Source
from mutuel.domain.resolution import question

RESTING: Final = "resting"
"""How the refusal of a source that is left alone begins."""
PATHS: Final = {
    question.Path.PROOF: Path.PROOF,
    question.Path.PROOF_OR_REPORT: Path.PROOF_OR_REPORT,
    question.Path.REPORT: Path.REPORT,
}


class OracleService:
    def __init__(self, oracle: OracleRepository, markets: MarketRepository, catalogue: Catalogue) -> None:
        self._oracle, self._markets, self._catalogue = oracle, markets, catalogue

    def health(self) -> OracleHealth:
        return OracleHealth(
            sources=[_health(asked) for asked in self._oracle.asked()],
            prices=[self._age(symbol) for symbol in sorted(self._catalogue.symbols())],
            signers=[_signers(source, self._names()) for source in self._oracle.sources()],
        )

    def _names(self) -> Mapping[int, str]:
        """Of the sources on chain, by their ids."""
        book = self._catalogue.deployed
        named = book.raw.get("sources", {}) if book else {}
        return {int(source_id): str(name) for name, source_id in named.items()}

    def _age(self, symbol: str) -> PriceAge:
        row = self._markets.latest_price(symbol)
        if row is None:
            return PriceAge(symbol=symbol, source=None, price=None, at=None)
        return PriceAge(symbol=symbol, source=row.source, price=row.price, at=row.at)


def _health(asked: Asked) -> SourceHealth:
    refusal = asked.last.refusal if asked.failures else None
    resting = refusal is not None and refusal.startswith(RESTING)
    failing = SourceState.RESTS if resting else SourceState.FAILS
    return SourceHealth(
        source=asked.last.source,
        state=failing if refusal else SourceState.ANSWERS,
        asked_at=asked.last.fetched_at,
        answered_at=asked.answered_at,
        failures=asked.failures,
        refusal=refusal,
    )


def _signers(source: Source, names: Mapping[int, str]) -> Signers:
    config: Mapping[str, Any] = source.config
    return Signers(
        source_id=source.source_id,
        name=names.get(source.source_id),
        path=PATHS[question.Path(int(config["path"]))],
        reporters=config["reporters"],
        threshold=int(config["threshold"]),
        quorum=int(config["quorum"]),
        window=int(config["window"]),
        bond=int(config["bond"]),
    )
