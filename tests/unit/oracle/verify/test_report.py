import pytest

from oracle.verify.report import CLOSING, UNDECIDED, Exit, Report


@pytest.mark.parametrize(("is_decided", "closing"), [(True, CLOSING[Exit.HONEST]), (False, UNDECIDED)])
def test_lines__nothing_differs__says_of_an_undecided_market_no_more_than_is_known(
    is_decided: bool, closing: str
) -> None:
    report = Report(7, 1, is_decided=is_decided)
    report.holds("Terms", "as announced.")
    assert list(report.lines())[-1] == closing


def test_lines__undecided_but_wrong__says_that_something_differs() -> None:
    report = Report(7, 1, is_decided=False)
    report.differs("Terms", "edited.", "no bet should be placed.")
    assert list(report.lines())[-1] == CLOSING[Exit.DIFFERS]
