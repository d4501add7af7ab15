"""GET /api/oracle."""

from fastapi import APIRouter

from backend.deps import Markets, Names, Now, ReadSession
from backend.errors import problems
from backend.oracle.repository import OracleRepository
from backend.oracle.schemas import OracleHealth
from backend.oracle.service import OracleService

router = APIRouter(prefix="/oracle", tags=["oracle"])


@router.get("", operation_id="getOracle", responses=problems())
def get_oracle(session: ReadSession, markets: Markets, names: Names, now: Now) -> OracleHealth:
    """The health of every source, feed and signer, what is wrong now, the age of every price, and who signs reports."""
    return OracleService(OracleRepository(session), markets, names).health(now)
