"""What endpoints ask for by annotation."""

import re
from collections.abc import Iterator
from typing import Annotated, cast

from eth_utils.address import to_checksum_address
from fastapi import Depends, Path, Request
from sqlmodel import Session

from backend.accounts.errors import MalformedAddress
from backend.catalogue import Catalogue
from backend.database import snapshot
from backend.markets.errors import MalformedMarketId
from backend.markets.repository import MarketRepository
from backend.state import AppState
from mutuel.domain.ids import MAX_MARKET_ID


def app_state(request: Request) -> AppState:
    return cast(AppState, request.app.state.mutuel)


State = Annotated[AppState, Depends(app_state)]


def read_session(state: State) -> Iterator[Session]:
    """One snapshot of the database for the whole request."""
    with snapshot(state.engine) as session:
        yield session


def current_time(state: State) -> int:
    return state.head.now()


def catalogue_of(state: State) -> Catalogue:
    return state.catalogue


ReadSession = Annotated[Session, Depends(read_session)]
Now = Annotated[int, Depends(current_time)]
Names = Annotated[Catalogue, Depends(catalogue_of)]


def parse_market_id(text: str) -> int:
    """Raises MalformedMarketId."""
    if not re.fullmatch(r"[0-9]{1,19}", text, re.ASCII) or int(text) > MAX_MARKET_ID:
        raise MalformedMarketId(text)
    return int(text)


def parse_address(text: str) -> str:
    """The EIP-55 form of an address in any letter case. Raises MalformedAddress."""
    if not re.fullmatch(r"0x[0-9a-fA-F]{40}", text, re.ASCII):
        raise MalformedAddress(text)
    return to_checksum_address(text.lower())


def _market_id(market_id: Annotated[str, Path(alias="marketId", description="decimal digits")]) -> int:
    return parse_market_id(market_id)


def _address(address: Annotated[str, Path(description="0x and 40 hex digits in any letter case")]) -> str:
    return parse_address(address)


MarketId = Annotated[int, Depends(_market_id)]
AccountAddress = Annotated[str, Depends(_address)]


def market_repository(session: ReadSession, names: Names) -> MarketRepository:
    return MarketRepository(session, names.name_of)


Markets = Annotated[MarketRepository, Depends(market_repository)]
