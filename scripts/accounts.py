"""The well-known development accounts of a local chain, by what they do; the same as in config/networks/local.toml."""

from functools import cache
from typing import Final

from eth_account import Account
from eth_account.signers.local import LocalAccount

MNEMONIC: Final = "test test test test test test test test test test test junk"
MINTER: Final = 0
KEEPER: Final = 3
REPORTERS: Final = (4, 5, 6, 7, 8)
TRANSMITTER: Final = 9
FIRST_BETTOR: Final = 10
BETTORS: Final = 12
VISITOR: Final = FIRST_BETTOR + BETTORS  # funded and otherwise left alone: import it into a wallet to play
VOTERS: Final = (1, 2, 23)  # hold 40, 35 and 25 hundredths of all votes
OWNERS: Final = (24, 25, 26, 27, 28)  # of the Safe; three must sign
RELAYER: Final = 29  # sends what others signed

Account.enable_unaudited_hdwallet_features()


@cache
def account(index: int) -> LocalAccount:
    """Development account number `index`. Worthless by design: everybody has its key."""
    found: LocalAccount = Account.from_mnemonic(MNEMONIC, account_path=f"m/44'/60'/0'/0/{index}")
    return found


def key(index: int) -> str:
    return "0x" + bytes(account(index).key).hex()
