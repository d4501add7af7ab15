from pathlib import Path

import pytest

from mutuel.errors import SettingsInvalid
from mutuel.settings import Settings, read_toml


def test_settings__wrong_value__names_the_variable_and_not_the_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUTUEL_API_PORT", "0xsecret")
    monkeypatch.setenv("MUTUEL_CLOCK", "sundial")
    with pytest.raises(SettingsInvalid) as refused:
        Settings()
    assert "MUTUEL_API_PORT: " in str(refused.value)
    assert "MUTUEL_CLOCK: " in str(refused.value)
    assert "0xsecret" not in str(refused.value)


def test_settings__list_that_is_no_json__says_how_lists_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUTUEL_TEMPLATES", "AAPL-WEEK")
    with pytest.raises(SettingsInvalid, match=r'written as JSON: .*"templates"'):
        Settings()


@pytest.mark.parametrize("content", [None, b"a = ", b"\xff"])
def test_read_toml__missing_or_broken__names_the_file(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "products.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsInvalid, match=r"products\.toml cannot be read"):
        read_toml(path)


def test_read_toml__table__is_given(tmp_path: Path) -> None:
    path = tmp_path / "products.toml"
    path.write_text("a = 1")
    assert read_toml(path) == {"a": 1}
