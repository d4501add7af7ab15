from tests.contracts.deployed import Chain


def test_deploy__local_chain__seals_the_escrow(chain: Chain) -> None:
    assert chain.contract("Escrow").read("sealedForGenesis")
