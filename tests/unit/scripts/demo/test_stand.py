import pytest

from scripts import accounts
from scripts.demo.stand import Stand


def test_sender__keeper_s_account__is_refused_for_the_oracle_sends_from_it() -> None:
    with pytest.raises(ValueError, match="the oracle sends"):
        Stand.sender(Stand.__new__(Stand), accounts.KEEPER)
