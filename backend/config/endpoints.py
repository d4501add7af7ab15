"""GET /api/config."""

from fastapi import APIRouter

from backend.config.errors import NodeUnavailable, NotDeployed
from backend.config.schemas import PublicConfig
from backend.config.service import public_config
from backend.deps import State
from backend.errors import problems

router = APIRouter(prefix="/config", tags=["config"])


@router.get("", operation_id="getConfig", responses=problems(NotDeployed, NodeUnavailable))
def get_config(state: State) -> PublicConfig:
    """What the page needs to know before it can ask anything else."""
    return public_config(state.settings, state.catalogue, state.token)
