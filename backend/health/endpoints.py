"""GET /api/health for the process supervisor, GET /api/ready for the load balancer."""

from http import HTTPStatus
from importlib.metadata import version

from fastapi import APIRouter, Response

from backend.deps import State
from backend.health.schemas import Health, Readiness
from backend.health.service import readiness

router = APIRouter(tags=["health"])


@router.get("/health", operation_id="getHealth")
def get_health() -> Health:
    return Health(version=version("mutuel"))


@router.get(
    "/ready", operation_id="getReady", responses={503: {"model": Readiness, "description": "not ready"}}
)
def get_ready(state: State, response: Response) -> Readiness:
    """503 while the database or the node does not answer, or the mirror is too far behind."""
    answer = readiness(state.engine, state.head, state.settings.ready_lag_blocks)
    if not answer.ready:
        response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    return answer
