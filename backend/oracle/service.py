"""The oracle's health, as it wrote it down itself."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError

from backend.catalogue import Catalogue
from backend.markets.repository import MarketRepository
from backend.oracle.repository import OracleRepository
from backend.oracle.schemas import OracleHealth, Path, PriceAge, Signers, Status
from mutuel.db.mirror import Source
from mutuel.domain.resolution import question

WATCHED: Final = 300
"""Seconds after which a measurement is too old to say that anybody watches; the oracle makes one each 30."""
PATHS: Final = {
    question.Path.PROOF: Path.PROOF,
    question.Path.PROOF_OR_REPORT: Path.PROOF_OR_REPORT,
    question.Path.REPORT: Path.REPORT,
}


class OracleService:
    def __init__(self, oracle: OracleRepository, markets: MarketRepository, catalogue: Catalogue) -> None:
        self._oracle, self._markets, self._catalogue = oracle, markets, catalogue

    def health(self, now: int) -> OracleHealth:
        """At `now`, UTC seconds."""
        found = self._oracle.status()
        return OracleHealth(
            measured_at=found.at if found else None,
            is_watched=found is not None and now - found.at <= WATCHED,
            status=_read(found.told) if found else None,
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


def _read(told: Mapping[str, object]) -> Status | None:
    """None for what an oracle of another version wrote: it is as if it had not looked yet."""
    try:
        return Status.model_validate(told)
    except ValidationError:
        return None


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
