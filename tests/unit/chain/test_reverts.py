import pytest
from eth_abi.abi import encode
from eth_utils.crypto import keccak
from hypothesis import given
from hypothesis import strategies as st

from mutuel.chain import abi
from mutuel.chain.reverts import SENTENCES, errors, refusal


def test_refusal__reason_text__is_quoted() -> None:
    data = keccak(text="Error(string)")[:4] + encode(["string"], ["no"])
    assert str(refusal("0x" + data.hex())) == "The contract refused: no"


def test_refusal__overflow__is_explained() -> None:
    data = keccak(text="Panic(uint256)")[:4] + encode(["uint256"], [0x11])
    assert str(refusal("0x" + data.hex())) == "The contract refused: a number overflowed."


def test_refusal__unknown_selector__says_so_with_the_data() -> None:
    found = refusal("0xdeadbeef")
    assert (found.error, "deadbeef" in str(found)) == ("", True)


def test_refusal__arguments_cut_off__still_names_the_error() -> None:
    selector = keccak(text="CapExceeded(uint256)")[:4]
    assert refusal("0x" + selector.hex() + "00").error == "CapExceeded"


@given(
    st.one_of(st.none(), st.text(), st.integers(), st.binary().map(lambda raw: "0x" + raw.hex()), st.just({}))
)
def test_refusal__any_garbage__is_a_refusal_and_never_fails(data: object) -> None:
    assert str(refusal(data)).startswith("The contract refused")


def test_refusal__amount__is_written_in_usdc() -> None:
    data = keccak(text="InsufficientCredit(uint256,uint256)")[:4] + encode(
        ["uint256"] * 2, [1_000_001, 2_500 * 10**6]
    )
    assert (
        str(refusal("0x" + data.hex())) == "The account's credit is 1.000001 USDC, but 2,500 USDC is needed."
    )


@pytest.mark.parametrize("entry", [pytest.param(e, id=e["name"]) for e in errors().values()])
def test_sentence__every_error_of_ours__fits_its_arguments(entry: abi.Entry) -> None:
    """A sentence that names an argument which the error does not have would silently fall back."""
    zeros = {
        "address": "0x" + "00" * 20,
        "bool": False,
        "string": "",
        "bytes": b"",
        "bytes4": bytes(4),
        "bytes32": bytes(32),
    }
    values = [zeros.get(p["type"], 0) for p in entry["inputs"]]
    selector = abi.digest(entry)[:4]
    text = str(refusal("0x" + (selector + abi.encode_values(entry["inputs"], values)).hex()))
    assert ("The contract refused" in text) == (entry["name"] not in SENTENCES)


@pytest.mark.parametrize(
    ("error", "kind", "value", "words"),
    [
        ("BettingClosed", "uint32", 1_791_919_800, "Betting closed at 2026-10-13 19:30:00 UTC."),
        ("TooEarly", "uint256", 2**255, f"Too early: allowed from {2**255} (UTC seconds)."),
        ("QuestionNotFinal", "uint8", 0, "The market's question is not final yet: it is not answered."),
        ("QuestionNotFinal", "uint8", 3, "The market's question is not final yet: it is disputed."),
        ("QuestionNotFinal", "uint8", 99, "The market's question is not final yet: it is in state 99."),
    ],
)
def test_sentence__times_and_states__are_said_as_people_do(
    error: str, kind: str, value: int, words: str
) -> None:
    data = keccak(text=f"{error}({kind})")[:4] + encode([kind], [value])
    assert str(refusal("0x" + data.hex())) == words
