"""The demo settles every week as the price files say, and leaves nothing behind."""

import json
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mutuel.domain.resolution.table import QuestionState
from scripts.replay.histories import load
from tests.integration.demo import histories, kinds
from tests.integration.demo.played import ROOT, assert_adds_up, play, rows
from tests.real import REAL, needs_real_data

SYNTHETIC = ROOT / "tests" / "fixtures" / "prices"
MATCHES = ROOT / "tests" / "fixtures" / "matches"
HISTORIES = REAL / "prices"
TEMPLATES = dict(enumerate(tomllib.loads((ROOT / "config" / "products.toml").read_text())["templates"], 1))
STOCKS = {2: "AAPL", 3: "MSFT", 5: "AAPL"}  # ranges by template id
COINS = {1: ("BTC", 1), 4: ("ETH", 0.01)}  # with their tick
SCENES = {"merged", "contested", "tie", "oneSided", "rainCancelled", "abandoned"}
KINDS = {
    "range", "rangeDecaying", "upDownCrypto", "upDownStock", "race",
    "windowLiteral", "windowPrincipalFirst", "overRange",
}  # fmt: skip
DOLLAR = 10**8


def check_ranges(folder: Path, plan: str, prices: Path) -> int:
    """Every decided range market of `plan` against the files; how many there are."""
    query = (
        "SELECT template_id, open, observe_at, (market_id >> 8) & 0xffffffff, edges, value, winner"
        " FROM mirror_market WHERE state = 2 AND kind = 0"
    )
    found = rows(folder, plan, query)
    for template, opens, observed, period, edges, value, winner in found:
        verdict = _expected(prices, template, opens, observed, period)
        # The other vendor's last close may be a cent away, and moves an edge by as much.
        noise = 0.02 if template in STOCKS else 0
        shown = [int(edge) / DOLLAR for edge in json.loads(edges)[:4]]
        assert shown == pytest.approx(verdict.edges, abs=noise + 1e-6, rel=0)
        assert value / DOLLAR == pytest.approx(verdict.value, rel=5e-5)  # the median of vendors a cent apart
        assert winner == verdict.winner
    return len(found)


def check_kinds(folder: Path, plan: str, files: kinds.Files) -> int:
    """Every settled market of other kinds, but for rounds, against the files; how many there are."""
    query = (
        "SELECT template_id, (market_id >> 8) & 0xffffffff, market_id & 0xff, edges, observe_at, winner"
        " FROM mirror_market WHERE state = 2 AND kind != 0"
    )
    found = [row for row in rows(folder, plan, query) if not TEMPLATES[row[0]].endswith("-10M")]
    for template, period, index, edges, observed, winner in found:
        played = kinds.Played(TEMPLATES[template], period, index, int(json.loads(edges)[0]), observed)
        assert winner == kinds.winner(files, played), played
    return len(found)


def check_rounds(folder: Path, plan: str, prices: Path) -> int:
    """Every settled round against what the exchanges showed at its two seconds; how many there are."""
    query = "SELECT template_id, edges, observe_at, winner FROM mirror_market WHERE state = 2 AND kind = 1"
    ticks = load(prices).ticks
    found = [row for row in rows(folder, plan, query) if TEMPLATES[row[0]].endswith("-10M")]
    for template, edges, observed, winner in found:
        history = ticks[TEMPLATES[template].removesuffix("-10M")]
        start, end = history.shown(int(json.loads(edges)[0])), history.shown(observed)
        assert start is not None
        assert end is not None
        assert winner == int(end > start)
    return len(found)


def _expected(prices: Path, template: int, opens: int, observed: int, period: int) -> histories.Verdict:
    if template in STOCKS:
        basis = date(1970, 1, 1).fromordinal(date(1970, 1, 1).toordinal() + period)
        last = datetime.fromtimestamp(observed, UTC).date()
        return histories.stock_verdict(histories.stock_days(prices, STOCKS[template]), basis, last)
    symbol, tick = COINS[template]
    return histories.coin_verdict(histories.coin_ticks(prices, symbol), opens, tick)


def assert_no_dispute(folder: Path, plan: str) -> None:
    assert (
        rows(folder, plan, "SELECT * FROM mirror_event WHERE name IN ('Disputed', 'Challenged', 'Voided')")
        == []
    )
    states = {state for (state,) in rows(folder, plan, "SELECT state FROM mirror_question")}
    assert states == {int(QuestionState.FINAL)}


def test_once__synthetic_week_of_every_kind__settles_as_the_files_say(tmp_path: Path) -> None:
    result = play("once", tmp_path).result
    assert_adds_up(result)
    counted = result["kinds"]
    assert counted.keys() == KINDS | SCENES
    assert sum(counted[name] for name in KINDS) == result["markets"]
    assert float(result["fees"]) > 0
    assert check_ranges(tmp_path, "week", SYNTHETIC) == counted["range"] + counted["rangeDecaying"]
    assert check_kinds(tmp_path, "week", kinds.Files(SYNTHETIC, MATCHES)) > 0
    assert check_rounds(tmp_path, "week", SYNTHETIC) > 0


@needs_real_data
def test_once__real_histories__settle_as_the_files_say(tmp_path: Path) -> None:
    result = play("once", tmp_path, "--data", str(HISTORIES)).result
    assert_adds_up(result)
    assert (result["markets"], result["refunded"]) == (23, "0.000000")
    assert result["kinds"]["range"] == 23
    assert check_ranges(tmp_path, "stocks-2014", HISTORIES) == 20
    assert check_ranges(tmp_path, "bitcoin-2022", HISTORIES) == 3
    for plan in ("stocks-2014", "bitcoin-2022"):
        assert_no_dispute(tmp_path, plan)
