"""What the API says about permissions."""

from backend.schemas import Address, BigNumber, Schema, Seconds


class Holder(Schema):
    """`wait`: seconds in public before what the holder decides can happen; 0: at once."""

    address: Address
    name: str | None  # in the address book
    wait: Seconds


class Function(Schema):
    contract: str
    function: str


class RoleOfManager(Schema):
    """A role of the access manager."""

    id: BigNumber
    name: str
    holders: list[Holder]
    functions: list[Function]


class RoleOfTimelock(Schema):
    name: str
    holders: list[Holder]  # none: nobody


class Permissions(Schema):
    delay: Seconds  # that every act waits in the timelock
    roles: list[RoleOfManager]
    timelock: list[RoleOfTimelock]
