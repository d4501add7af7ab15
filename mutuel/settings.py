"""Settings of every service: environment variables that begin with MUTUEL_, or a .env file."""

import tomllib
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from mutuel.domain.units import DAY, HOUR
from mutuel.errors import SettingsInvalid

PREFIX: Final = "MUTUEL_"

StockStream = Annotated[str, Field(pattern="^000b[0-9a-f]{60}$")]
"""A stream's id in hex: its first two bytes are the layout's version, 11 for stocks."""
Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Address = Annotated[str, Field(pattern="^0x[0-9a-fA-F]{40}$")]


class StreamNetwork(BaseModel):
    """The nodes of one configuration of a Data Streams network, of which at most `faulty` lie."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    signers: frozenset[Address] = Field(min_length=1, max_length=31)
    faulty: int = Field(ge=0, le=10)


class Settings(BaseSettings):
    """One class for all services; each reads what it needs. Secrets come from outside only."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore")

    # Where the chain and the database are.
    rpc_url: str = "http://127.0.0.1:8545"
    deployment: Path = Path("deployments/local.json")
    database_url: str = "sqlite:///mutuel.db"
    rpc_timeout: float = Field(default=10, gt=0, le=60)  # seconds

    # "chain": the latest block's time is now, so that an accelerated chain moves every service with it.
    clock: Literal["system", "chain"] = "system"
    poll_seconds: float = Field(default=1, gt=0, le=60)

    # Indexer.
    confirmations: int = Field(default=0, ge=0, le=64)  # blocks behind the head
    log_range: int = Field(default=2_000, ge=1, le=10_000)  # first and greatest block range of one request

    # Backend.
    api_host: str = "127.0.0.1"
    api_port: int = Field(default=8000, ge=0, le=65_535)
    public_rpc_url: str | None = None  # node for the page's own reads; never one whose address holds a key
    web_root: Path = Path("frontend/dist")
    ready_lag_blocks: int = Field(default=15, ge=1)  # more behind than this and the API says it is not ready

    # Oracle. Keys: comma-separated private keys, or a folder of keystore files with its password.
    products: Path = Path("config/products.toml")
    matches: Path = Path("config/matches.toml")
    calendar: Path = Path("config/calendar.toml")
    # Feeds of tokenised shares that reported closes are compared with.
    bands: Path = Path("config/bands.toml")
    # Whose markets the keeper creates, as a list in JSON; all if none is named.
    templates: tuple[str, ...] = ()
    evidence: Path = Path("evidence")
    archive_url: str = ""  # where `mutuel verify` may fetch evidence that the folder lacks: .../api/evidence
    # Sources of prices. One without an address is off: its terms forbid this use, or it needs a contract first.
    nasdaq_url: str = ""  # https://api.nasdaq.com, with a licence
    nyse_url: str = ""  # a licensee's own service in the shape of oracle/sources/nyse.py
    nyse_key: SecretStr = SecretStr("")
    yahoo_url: str = ""  # https://query2.finance.yahoo.com, with a licence
    stooq_url: str = ""  # https://stooq.com, with a licence
    bloomberg_url: str = ""  # a licensee's own service in the shape of oracle/sources/bloomberg.py
    bloomberg_key: SecretStr = SecretStr("")
    polygon_url: str = "https://api.polygon.io"
    polygon_key: SecretStr = SecretStr("")
    tiingo_url: str = "https://api.tiingo.com"
    tiingo_key: SecretStr = SecretStr("")
    pyth_url: str = "https://hermes.pyth.network"
    pyth_key: SecretStr = SecretStr("")
    redstone_url: str = "https://oracle-gateway-1.a.redstone.finance"
    alphavantage_url: str = "https://www.alphavantage.co"
    alphavantage_key: SecretStr = SecretStr("")
    coinbase_url: str = "https://api.exchange.coinbase.com"
    kraken_url: str = "https://api.kraken.com"
    binance_url: str = "https://api.binance.com"
    streams_url: str = "https://api.dataengine.chain.link"  # Chainlink Data Streams, by subscription
    streams_key: SecretStr = SecretStr("")
    streams_secret: SecretStr = SecretStr("")
    streams_closes: dict[str, StockStream] = {}  # by symbol, as JSON; none: Chainlink says nothing on stocks
    # Who signs stock streams, by configuration; none: not checked.
    streams_networks: dict[Digest, StreamNetwork] = {}
    live_seconds: int = Field(default=5, ge=1, le=600)  # between live prices of a coin with an open round
    live_kept: int = Field(default=HOUR, ge=600)  # seconds after which a live price is forgotten
    espn_url: str = ""  # https://site.api.espn.com, with a licence
    oddsapi_url: str = "https://api.the-odds-api.com"
    oddsapi_key: SecretStr = SecretStr("")
    apifootball_url: str = "https://v3.football.api-sports.io"
    apifootball_key: SecretStr = SecretStr("")
    cricsheet_url: str = "https://cricsheet.org/matches"  # or a mirror of the archive: a JSON file per match
    betfair_url: str = "http://127.0.0.1:8090"  # where a recorder of the exchange's streams serves its files
    halts_nasdaq_url: str = ""  # records of trading halts, whole addresses; empty: not asked
    halts_nyse_url: str = ""
    match_poll: int = Field(default=30, ge=5, le=HOUR)  # seconds between two looks at a match
    source_timeout: float = Field(default=10, gt=0, le=60)  # seconds
    # Seconds after the decision; until then people claim themselves.
    push_after: int = Field(default=DAY, ge=0)
    gas_low: int = Field(default=5 * 10**15, ge=0)  # wei; with less the keeper calls for help
    # Of /metrics on 127.0.0.1; none: not served.
    metrics_port: int | None = Field(default=None, ge=1, le=65_535)
    reporter_keys: SecretStr = SecretStr("")
    keeper_key: SecretStr = SecretStr("")
    bot_key: SecretStr = SecretStr("")  # of the account that `mutuel bet` and `mutuel claim` act for
    keystore: Path | None = None
    keystore_password: SecretStr = SecretStr("")

    def __init__(self, **given: Any) -> None:
        """Raises SettingsInvalid."""
        try:
            super().__init__(**given)
        except ValidationError as error:
            found = (f"{_variable(one['loc'])}: {one['msg']}." for one in error.errors())
            raise SettingsInvalid(" ".join(found)) from None
        except SettingsError as error:
            raise SettingsInvalid(f"Lists and maps are written as JSON: {error}.") from None


def read_toml(path: Path) -> dict[str, Any]:
    """A file that a setting names. Raises SettingsInvalid."""
    try:
        return tomllib.loads(path.read_text())
    except (OSError, ValueError) as error:  # ValueError: no TOML, or no text
        raise SettingsInvalid(
            f"{path} cannot be read ({error}): run this in the folder of the repository, or name it by its setting."
        ) from None


def _variable(place: tuple[int | str, ...]) -> str:
    return PREFIX + str(place[0]).upper() if place else "The settings"
