"""ParimutuelEngine: templates, markets, bets, decisions, claims."""

from indexer.decode import Event
from indexer.rows import Rows
from mutuel.db.domain import market_of, questions_by_role, template_of
from mutuel.db.mirror import Market, Role, Template
from mutuel.db.rows import Row
from mutuel.domain.ids import question_id
from mutuel.domain.market import State
from mutuel.errors import NodeInconsistent


def template_added(event: Event, rows: Rows) -> None:
    template_id = int(event.args["templateId"])
    rows.templates[template_id] = {
        "template_id": template_id,
        "params_hash": event.args["paramsHash"],
        "params": event.args["params"],
        "block_number": event.block_number,
    }


def market_created(event: Event, rows: Rows) -> None:
    args = event.args
    market_id, template_id = int(args["marketId"]), int(args["templateId"])
    template = rows.templates.get(template_id)
    if template is None:
        raise NodeInconsistent(f"Market {market_id} names template {template_id}, which was never added.")
    params = template["params"]
    rows.markets[market_id] = {
        "market_id": market_id,
        "template_id": template_id,
        "source_id": int(params["sourceId"]),
        "question_id": args["questionId"],
        **{key: int(params[key]) for key in ("kind", "outcomes", "k0", "k1")},
        **{key: int(args[key]) for key in ("open", "close")},
        "closes_at": int(args["close"]),
        "observe_at": int(args["observeAt"]),
        "edges": args["edges"],
        "config_hash": args["configHash"],
        "staked": 0,
        "state": State.OPEN.value,
        **dict.fromkeys(("winner", "value", "net", "fee", "void_reason", "decided_block", "decided_at")),
        "created_block": event.block_number,
    }
    row = Market(**rows.markets[market_id])
    for role, key in questions_by_role(market_of(row, template_of(Template(**template), ""))).items():
        rows.link(market_id, role, "0x" + question_id(*key).hex())
    rows.link(market_id, Role.END, args["questionId"])
    rows.pools[market_id] = {
        outcome: empty_pool(market_id, outcome) for outcome in range(int(params["outcomes"]))
    }
    rows.note(event, market_id, "created")


def empty_pool(market_id: int, outcome: int) -> Row:
    return {"market_id": market_id, "outcome": outcome, "stake": 0, "weight": 0, "bets": 0}


def bet_placed(event: Event, rows: Rows) -> None:
    """Adds the bet to its pool; the event says what the market then holds, so a missing bet is noticed."""
    args = event.args
    market = rows.market(event)
    market_id = market["market_id"]
    outcome, stake, weight = int(args["outcome"]), int(args["stake"]), int(args["weight"])
    pool_after = int(args["poolAfter"])
    expected = market["staked"] + stake
    if expected != pool_after:
        raise NodeInconsistent(
            f"Market {market_id} holds {pool_after} after the bet in block {event.block_number}, "
            f"but the bets seen make {expected}: the node left out a log."
        )
    market["staked"] = pool_after
    pool = rows.pools[market_id][outcome]
    pool["stake"] += stake
    pool["weight"] += weight
    pool["bets"] += 1
    rows.bets.append(
        _placed(event) | {"outcome": outcome, "stake": stake, "weight": weight, "pool_after": pool_after}
    )
    rows.note(event, market_id, "bet")


def market_closed_early(event: Event, rows: Rows) -> None:
    rows.market(event)["closes_at"] = int(event.args["closesAt"])
    rows.note(event, int(event.about), "closed")


def market_settled(event: Event, rows: Rows) -> None:
    args = event.args
    decision = {"state": State.SETTLED.value, "winner": int(args["outcome"])}
    decision |= {key: int(args[key]) for key in ("value", "net", "fee")}
    rows.market(event).update(decision | _decided(event))
    rows.note(event, int(event.about), "settled")


def market_voided(event: Event, rows: Rows) -> None:
    rows.market(event).update(
        {"state": State.VOID.value, "void_reason": int(event.args["reason"])} | _decided(event)
    )
    rows.note(event, int(event.about), "void")


def market_contested(event: Event, rows: Rows) -> None:
    """From now on only a question of its own decides the market."""
    rows.market(event)["state"] = State.CONTESTED.value
    rows.link(int(event.about), Role.CONTEST, event.args["questionId"])
    rows.note(event, int(event.about), "contested")


def claimed(event: Event, rows: Rows) -> None:
    rows.market(event)
    rows.claims.append(
        _placed(event) | {"amount": int(event.args["amount"]), "to_wallet": event.args["toWallet"]}
    )
    rows.note(event, int(event.about), "claimed")


def _placed(event: Event) -> Row:
    return {
        "block_number": event.block_number,
        "log_index": event.log_index,
        "tx_hash": event.tx_hash,
        "timestamp": event.timestamp,
        "market_id": int(event.about),
        "account": event.args["account"],
    }


def _decided(event: Event) -> Row:
    return {"decided_block": event.block_number, "decided_at": event.timestamp}


HANDLERS = {
    "TemplateAdded": template_added,
    "MarketCreated": market_created,
    "BetPlaced": bet_placed,
    "MarketClosedEarly": market_closed_early,
    "MarketContested": market_contested,
    "MarketSettled": market_settled,
    "MarketVoided": market_voided,
    "Claimed": claimed,
}
# These follow one another for a market and are few; bets and claims have tables of their own.
STATE_EVENTS = ("MarketCreated", "MarketClosedEarly", "MarketContested", "MarketSettled", "MarketVoided")
