"""What is written down of things done, and which of it a reorg can take back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from mutuel.chain.contracts import Call
from mutuel.chain.sender import Receipt
from mutuel.db.engine import create_tables, open_engine
from oracle.acts import Acts

CALL = Call("0x" + "22" * 20, b"", "Resolution.crossCheck")


class Keeper:
    """Every transaction is in a block at once."""

    def send(self, _call: Call, on_signed: Callable[[str], None]) -> Receipt:
        on_signed("0x01")
        return Receipt("0x01", 1, 21_000, [])


def test_noted_among__sent_or_only_noted__what_no_transaction_did(tmp_path: Path) -> None:
    database = open_engine(f"sqlite:///{tmp_path / 'test.db'}")
    create_tables(database)
    world: Any = SimpleNamespace(database=database, keeper=Keeper())
    acts = Acts(world)
    acts.note_done("agrees", 1)
    acts.note_refusal("too early", "?", 1)
    assert acts.do("disputed", CALL, 1)
    keys = ["agrees", "too early", "disputed", "never tried"]
    assert acts.done_among(keys) == {"agrees", "disputed"}
    assert acts.noted_among(keys) == {"agrees"}
    acts.note_done("disputed", 2)  # looked at again after a reorg: by now they agree
    assert acts.noted_among(keys) == {"agrees", "disputed"}
