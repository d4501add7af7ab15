from pathlib import Path

import pytest

from mutuel.db.engine import create_tables, open_engine
from mutuel.errors import DatabaseUnavailable, SettingsInvalid

UNREADABLE = [
    "nonsense",
    "oracle9://x",
    "nobody+nothing://me:secret@host/x",
    "sqlite://me:s@cret:word@host:x/y",
]


@pytest.mark.parametrize("url", UNREADABLE)
def test_open_engine__no_database_s_address__is_refused_without_telling_it(url: str) -> None:
    with pytest.raises(SettingsInvalid, match="MUTUEL_DATABASE_URL is no database's address") as refused:
        open_engine(url)
    assert url not in str(refused.value)
    assert "word" not in str(refused.value)


def test_create_tables__folder_that_does_not_exist__says_what_the_database_says(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/nowhere/mutuel.db")
    with pytest.raises(DatabaseUnavailable, match="unable to open database file"):
        create_tables(engine)
    engine.dispose()
