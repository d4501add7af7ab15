"""The commands as an operator runs them."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import update
from typer.testing import CliRunner, Result

from indexer import commands, cursor
from mutuel.db.engine import create_tables, open_engine
from mutuel.db.mirror import Bet
from mutuel.db.rows import table
from mutuel.db.sessions import reading, writing
from tests.integration.indexer.house import House
from tests.integration.indexer.mirrors import CHAIN_ID

COMMAND = [sys.executable, "-c", "from mutuel.cli import app; app()", "indexer", "run"]


@pytest.fixture
def database(
    house: House, tmp_path: Path, deployed: tuple[str, object], monkeypatch: pytest.MonkeyPatch
) -> str:
    """URL of the database that the commands use; nothing of this process's logs is set up."""
    book = tmp_path / "book.json"
    book.write_text(json.dumps(house.book.raw))
    url = f"sqlite:///{tmp_path / 'commands.db'}"
    for name, value in {"RPC_URL": deployed[0], "DEPLOYMENT": str(book), "DATABASE_URL": url}.items():
        monkeypatch.setenv(f"MUTUEL_{name}", value)
    monkeypatch.setenv("MUTUEL_POLL_SECONDS", "0.05")
    monkeypatch.setattr(commands, "configure", lambda: None)
    return url


def invoke(command: str) -> Result:
    return CliRunner().invoke(commands.app, [command])


def test_run__sigterm__ends_cleanly_with_everything_mirrored(database: str, house: House) -> None:
    child = subprocess.Popen(COMMAND, env=os.environ, stderr=subprocess.PIPE, text=True)
    wait_for_block(database, house.client.block_number())
    child.send_signal(signal.SIGTERM)
    _, log = child.communicate(timeout=30)
    assert child.returncode == 0
    assert "caught up" in log
    assert "stopped" in log
    assert "lag blocks   0" in invoke("status").stdout
    assert invoke("verify").exit_code == 0


def wait_for_block(database: str, block: int) -> None:
    engine = open_engine(database)
    create_tables(engine)
    for _ in range(600):
        with reading(engine) as connection:
            at = cursor.peek(connection, CHAIN_ID)
        if at is not None and at.number == block:
            engine.dispose()
            return
        time.sleep(0.05)
    raise AssertionError(f"the mirror did not reach block {block}")


def test_reindex_then_verify__damage_between__exit_codes_tell(database: str) -> None:
    rebuilt = invoke("reindex")
    assert rebuilt.exit_code == 0
    assert "was rebuilt up to block" in rebuilt.stdout
    assert "Nothing differs." in invoke("verify").stdout

    engine = open_engine(database)
    with writing(engine) as connection:
        connection.execute(update(table(Bet)).values(stake=1))
    engine.dispose()

    found = invoke("verify")
    assert found.exit_code == 1
    assert "the mirror says" in found.stdout


def test_run__no_address_book__is_one_line_and_exit_code_1(database: str) -> None:
    environment = os.environ | {"MUTUEL_DEPLOYMENT": "nowhere.json", "MUTUEL_DATABASE_URL": database}
    found = subprocess.run(COMMAND, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert found.returncode == 1
    assert found.stderr.strip() == (
        "deploymentInvalid: No address book at nowhere.json: deploy first, or set MUTUEL_DEPLOYMENT."
    )
