"""GET /api/insurance and /api/insurance/payouts."""

from typing import Annotated

from fastapi import APIRouter, Query

from backend.deps import ReadSession
from backend.errors import InvalidRequest, MalformedCursor, problems
from backend.insurance.repository import InsuranceRepository
from backend.insurance.schemas import InsuranceTerms, Payout
from backend.insurance.service import InsuranceService
from backend.pages import CursorText
from backend.schemas import Page

router = APIRouter(prefix="/insurance", tags=["insurance"])


@router.get("", operation_id="getInsurance", responses=problems())
def get_insurance(session: ReadSession) -> InsuranceTerms:
    """The bound for each market, and all that was paid."""
    return InsuranceService(InsuranceRepository(session)).terms()


@router.get("/payouts", operation_id="listPayouts", responses=problems(InvalidRequest, MalformedCursor))
def list_payouts(
    session: ReadSession, limit: Annotated[int, Query(ge=1, le=100)] = 25, cursor: CursorText = None
) -> Page[Payout]:
    """What was paid to whom and why, latest first."""
    return InsuranceService(InsuranceRepository(session)).payouts(limit, cursor)
