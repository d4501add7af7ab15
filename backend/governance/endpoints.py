"""GET /api/governance/proposals and /api/governance/acts."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from backend.deps import Names, Now, ReadSession
from backend.errors import InvalidRequest, MalformedCursor, problems
from backend.governance.calls import Reader
from backend.governance.repository import GovernanceRepository
from backend.governance.schemas import Act, Proposal
from backend.governance.service import GovernanceService
from backend.pages import CursorText
from backend.schemas import Page

router = APIRouter(prefix="/governance", tags=["governance"])
PAGED = problems(InvalidRequest, MalformedCursor)
PageSize = Annotated[int, Query(ge=1, le=50)]


def governance_service(session: ReadSession, names: Names, now: Now) -> GovernanceService:
    return GovernanceService(GovernanceRepository(session), Reader.of(names), now)


Service = Annotated[GovernanceService, Depends(governance_service)]


@router.get("/proposals", operation_id="listProposals", responses=PAGED)
def list_proposals(service: Service, limit: PageSize = 20, cursor: CursorText = None) -> Page[Proposal]:
    """What was put to the vote, latest first."""
    return service.proposals(limit, cursor)


@router.get("/acts", operation_id="listActs", responses=PAGED)
def list_acts(service: Service, limit: PageSize = 20, cursor: CursorText = None) -> Page[Act]:
    """What was scheduled in the timelock, latest first: it waits there in public before anybody may execute it."""
    return service.acts(limit, cursor)
