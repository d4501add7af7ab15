"""GET /api/oracle."""

from fastapi import APIRouter

from backend.deps import Markets, Names, ReadSession
from backend.errors import problems
from backend.oracle.repository import OracleRepository
from backend.oracle.schemas import OracleHealth
from backend.oracle.service import OracleService

router = APIRouter(prefix="/oracle", tags=["oracle"])


@router.get("", operation_id="getOracle", responses=problems())
def get_oracle(session: ReadSession, markets: Markets, names: Names) -> OracleHealth:
    """The health of every source, the age of every price, and who signs reports."""
    return OracleService(OracleRepository(session), markets, names).health()
