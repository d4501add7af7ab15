"""What lives as long as the application."""

from dataclasses import dataclass

from sqlalchemy import Engine

from backend.catalogue import Catalogue
from backend.config.remote import TokenDomain
from backend.head import HeadWatcher
from backend.stream.service import Hub
from backend.stream.tasks import Tailer
from mutuel.settings import Settings


@dataclass(frozen=True, slots=True)
class AppState:
    settings: Settings
    engine: Engine
    catalogue: Catalogue
    token: TokenDomain
    head: HeadWatcher
    hub: Hub
    tailer: Tailer
