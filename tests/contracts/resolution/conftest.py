"""A desk with two funded people and with rulers."""

import pytest

from tests.contracts.deployed import Chain
from tests.contracts.resolution.desk import CHALLENGER, PROPOSER, Desk


@pytest.fixture
def desk(chain: Chain) -> Desk:
    made = Desk(chain)
    made.fund(PROPOSER)
    made.fund(CHALLENGER)
    made.appoint()
    return made
