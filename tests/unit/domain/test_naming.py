import pytest

from mutuel.domain import naming
from mutuel.domain.errors import OutcomeUnnamed
from mutuel.domain.market import Kind, VoidReason
from mutuel.domain.units import Price8
from tests.unit.domain.factories import market
from tests.unit.domain.test_matches import match
from tests.vectors import load

EDGES = (Price8(18_000_000_000), Price8(1_234_550_000_000))
SIDES = ("Apple", "Microsoft")
"""First and second."""


@pytest.mark.parametrize(
    ("kind", "labels", "names"),
    [
        (
            Kind.RANGE,
            ["below $180.00", "$180.00 – $12,345.50", "$12,345.50 or more"],
            ["A", "B", "C"],
        ),
        (Kind.UPDOWN, ["Down", "Up"], ["Down", "Up"]),
        (Kind.RACE, ["Microsoft", "Apple"], ["Microsoft", "Apple"]),
        (Kind.MATCH, ["Apple", "Microsoft"], ["Apple", "Microsoft"]),
        (Kind.MATCH_PRINCIPAL_FIRST, ["Apple", "Microsoft"], ["Apple", "Microsoft"]),
    ],
)
def test_labels__each_kind__in_the_order_of_the_outcomes(
    kind: Kind, labels: list[str], names: list[str]
) -> None:
    found = naming.labels(market(kind=kind, edges=EDGES), SIDES)
    assert found == labels
    assert naming.names(kind, found) == names


@pytest.mark.parametrize(("text", "outcome"), [("C", 2), ("c", 2), (" c ", 2), ("0", 0), ("2", 2), ("02", 2)])
def test_outcome_of__letter_or_number__is_the_same_outcome(text: str, outcome: int) -> None:
    assert naming.outcome_of(text, ["A", "B", "C"]) == outcome


def test_outcome_of__name_of_several_words__in_any_letter_case() -> None:
    assert naming.outcome_of("mill town", ["Harbour Lights", "Mill Town"]) == 1


def test_outcome_of__name_that_is_a_number__is_the_number() -> None:
    assert naming.outcome_of("1", ["1", "2"]) == 1


@pytest.mark.parametrize("text", ["D", "3", "-1", "", "²", "1" * 5_000, "A B"])
def test_outcome_of__nothing_of_this_market__says_what_there_is(text: str) -> None:
    with pytest.raises(OutcomeUnnamed, match="it has A, B, C, or by number 0 to 2"):
        naming.outcome_of(text, ["A", "B", "C"])


def test_outcome_of__two_of_one_name__is_refused_and_asks_for_the_number() -> None:
    with pytest.raises(OutcomeUnnamed):
        naming.outcome_of("Town", ["Town", "town"])


def test_numbered__outcome_that_no_market_has__is_its_number_alone() -> None:
    assert naming.numbered(1, ["Down", "Up"]) == "outcome Up (1)"
    assert naming.numbered(9, ["Down", "Up"]) == "outcome 9"


def test_title__window_of_a_match__its_sides_first() -> None:
    of = match(sides=("Mill Town", "North Quay"))
    assert naming.title("Winner of the match", of) == "Mill Town – North Quay: winner of the match"
    assert naming.title("Bitcoin, weekly close", None) == "Bitcoin, weekly close"


def test_why_void__every_reason__has_words_of_its_own() -> None:
    assert len({naming.why_void(reason) for reason in VoidReason}) == len(VoidReason)
    assert naming.why_void(200) == "reason 200"


@pytest.mark.parametrize(("given", "said"), load("void_reasons"))
def test_why_void__golden_vector__says_what_the_page_says(given: dict[str, int], said: str) -> None:
    assert naming.why_void(given["reason"]) == said


def test_why_void__golden_vectors__tell_every_reason_but_a_tie() -> None:
    told = {vector.values[0]["reason"] for vector in load("void_reasons")}
    assert told == set(VoidReason) - {VoidReason.TIE}
