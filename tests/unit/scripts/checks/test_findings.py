"""How findings are named and compared with the written reasons."""

from scripts.checks.findings import compare, names

FUNCTION = {
    "type": "function",
    "name": "pay",
    "type_specific_fields": {"parent": {"type": "contract", "name": "Escrow"}},
}
LOCAL = {"type": "variable", "name": "sum", "type_specific_fields": {"parent": FUNCTION}}


def test_names__function_and_local__are_the_contract_s_member() -> None:
    report = {
        "detectors": [
            {"check": "unused-return", "elements": [FUNCTION]},
            {"check": "uninitialized-local", "elements": [LOCAL]},
        ]
    }
    assert names(report) == {"unused-return Escrow.pay", "uninitialized-local Escrow.pay"}


def test_compare__finding_without_a_reason__is_named() -> None:
    assert list(compare({"unused-return Escrow.pay"}, {})) == [
        "unused-return Escrow.pay: no reason in slither.toml"
    ]


def test_compare__reason_without_a_finding__is_named() -> None:
    [complaint] = compare(set(), {"unused-return": {"Escrow.pay": "because"}})
    assert complaint.startswith("unused-return Escrow.pay: has a reason")
    assert list(compare(set(), {"unused-return": {"*": "because"}}))


def test_compare__reasons_for_member_or_detector__are_enough() -> None:
    found = {"unused-return Escrow.pay", "uninitialized-local Lens.page"}
    reasons = {"unused-return": {"Escrow.pay": "because"}, "uninitialized-local": {"*": "because"}}
    assert list(compare(found, reasons)) == []
