"""GET /api/config."""

from fastapi import APIRouter

from backend.config.errors import NotDeployed
from backend.config.schemas import PublicConfig
from backend.config.service import public_config
from backend.deps import Config, Names
from backend.errors import problems

router = APIRouter(prefix="/config", tags=["config"])


@router.get("", operation_id="getConfig", responses=problems(NotDeployed))
def get_config(settings: Config, names: Names) -> PublicConfig:
    return public_config(settings, names)
