"""What somebody who trusts nobody finds: every decided market of a stand computed again, as `mutuel verify` does."""

from __future__ import annotations

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from mutuel.db import mirror
from mutuel.domain.market import DECIDED
from mutuel.settings import Settings
from oracle.verify import site
from oracle.verify.report import Exit
from oracle.verify.verify import verify


def complaints(settings: Settings, database: Engine) -> list[str]:
    """A paragraph for each market in which a step differs, or could not be made; the database is compared as well."""
    with Session(database) as session:
        wanted = select(mirror.Market.market_id).where(col(mirror.Market.state).in_(DECIDED))
        markets = session.exec(wanted).all()
    with site.opened(settings) as found:
        reports = [verify(found, market, solvency=False, database=database) for market in markets]
    return ["\n".join(report.lines()) for report in reports if report.exit is not Exit.HONEST]
