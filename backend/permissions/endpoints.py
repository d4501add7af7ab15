"""GET /api/permissions."""

from fastapi import APIRouter

from backend.deps import Names, ReadSession
from backend.errors import problems
from backend.permissions.repository import PermissionRepository
from backend.permissions.schemas import Permissions
from backend.permissions.service import PermissionService

router = APIRouter(prefix="/permissions", tags=["permissions"])


@router.get("", operation_id="getPermissions", responses=problems())
def get_permissions(session: ReadSession, names: Names) -> Permissions:
    """Every role, who holds it, what it may do, and how long everybody can see it coming."""
    return PermissionService(PermissionRepository(session), names).table()
