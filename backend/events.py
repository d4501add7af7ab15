"""Events of the mirror, by what they are about."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlmodel import Session, col, select

from mutuel.db.mirror import Event


def of_each(
    session: Session, contract: str, names: Collection[str], abouts: Collection[str], most: int
) -> Mapping[str, Sequence[Event]]:
    """For each of `abouts` the events of these names, in order; `most` in all."""
    query = (
        select(Event)
        .where(Event.contract == contract, col(Event.name).in_(names), col(Event.about).in_(abouts))
        .order_by(col(Event.block_number), col(Event.log_index))
        .limit(most)
    )
    found: dict[str, list[Event]] = defaultdict(list)
    for event in session.exec(query):
        found[event.about].append(event)
    return found
