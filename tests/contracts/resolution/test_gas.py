"""What a proof costs, from the receipt: two rounds, the source's configuration and one new slot."""

from tests.contracts.resolution.desk import Desk

PROVE_OBSERVATION = 78_000


def test_prove__new_question_with_two_rounds__keeps_its_gas_budget(desk: Desk) -> None:
    question = desk.coin()
    last = desk.transmit(42_000_00000000, question.at - 10)
    desk.transmit(42_001_00000000, question.at + 10)
    assert desk.prove(question, question.at + 20, last).gas_used <= PROVE_OBSERVATION
