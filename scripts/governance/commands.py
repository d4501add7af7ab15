"""The commands: what each is for, what it takes, and which act it becomes."""

import argparse
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from eth_utils.address import is_checksum_address
from eth_utils.crypto import keccak

from mutuel.domain.units import parse_price, parse_usdc
from mutuel.text import moment
from scripts.governance import batch, changes, motions, payments, rulings, status, stops, waiting
from scripts.governance.errors import GovernanceRefused
from scripts.governance.motions import SUPPORT
from scripts.governance.office import Office
from scripts.governance.rulings import Ruling
from scripts.governance.wording import span

WORD = 32
VOID = "void"
PRICE = 0  # domain of a question

MEANS: Final = {
    "function": "contract and function, for example Escrow.setTvlCap; a wrong one lists them all",
    "market": "the market's id",
    "question": "its id, 0x and 64 digits, as the page Disputes shows it",
    "value": "a price in dollars, of a match 0 for its first side and 1 for the other, or void",
    "to": "address, with its checksum",
    "usdc": "amount, for example 900 or 4.50",
    "proposal": "its number, as `status` shows it",
    "id": "a proposal's number, or the id (0x...) of an act in the timelock, as `status` shows them",
    "engine": "its name in the address book, for example ParimutuelEngine",
    "file": "JSON, as --out writes it",
}
"""The words that a command takes."""

Chosen = argparse.Namespace
Command = Callable[[Office, Chosen], Any]


def add_senders(to: argparse.ArgumentParser, **unsaid: Any) -> None:
    """Who sends, and how: before or after the command. `unsaid` of a command leaves what was said before it."""
    to.add_argument(
        "--account",
        help="who sends: an account of Ape's; on a local chain a development account's number",
        **unsaid,
    )
    to.add_argument("--dry-run", action="store_true", help="rehearse and show, send nothing", **unsaid)
    to.add_argument(
        "--out", type=Path, help="for the multisig: file of Safe's Transaction Builder to write", **unsaid
    )
    to.add_argument(
        "--owners",
        help="for the multisig on a local chain: development accounts that sign, as 24,25,26",
        **unsaid,
    )


def _command(to: Any, name: str, run: Command, purpose: str, *words: str) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = to.add_parser(name, help=purpose, description=purpose)
    add_senders(made, default=argparse.SUPPRESS)
    for word in words:
        made.add_argument(word, help=MEANS[word])
    made.set_defaults(run=run)
    return made


def add_commands(to: Any) -> None:
    """To argparse's subparsers; in the order in which a reader wants them."""
    command = partial(_command, to)
    command("status", _status, "everything under way: proposals, votes, acts in the timelock")
    change = command(
        "change", _change, "propose an act of administration; shows before and after", "function"
    )
    change.add_argument("arguments", nargs="*", help="in order; lists and structs as JSON")
    cover = command("cover", _cover, "propose that Insurance pays users who were harmed", "market")
    cover.add_argument("harmed", nargs="+", metavar="ACCOUNT=USDC", help="who gets how much, as credit")
    rule = command("rule", _rule, "propose a ruling on a dispute", "question", "value")
    pay = command(
        "pay", _pay, "pay from the Treasury: by the multisig, or with --large by a vote", "to", "usdc"
    )
    pay.add_argument("--large", action="store_true", help="above the daily limit, through the timelock")
    for one in (change, cover, rule, pay):
        one.add_argument("--why", required=True, help="the reason, public for ever")
    command("delegate", _delegate, "a holder of votes: whom they count for, yourself or another", "to")
    vote = command("vote", _vote, "vote on a proposal", "proposal")
    vote.add_argument("support", choices=SUPPORT, help="your side")
    vote.add_argument("--reason", default="", help="public for ever, if you give one")
    command(
        "queue", _queue, "a proposal of administration that succeeded: put its act into the timelock", "id"
    )
    command(
        "execute", _execute, "carry out what succeeded: a ruling's proposal, or an act that has waited", "id"
    )
    command(
        "cancel", _cancel, "withdraw an own proposal before its vote, or (multisig) an act that waits", "id"
    )
    command("pause", _pause, "multisig: stop new bets of an engine for 7 days", "engine")
    command("retire", _retire, "multisig: stop new bets of an engine for ever", "engine")
    fallback = command(
        "fallback", _fallback, "multisig: rule in the four hours after the DAO", "question", "value"
    )
    command("veto", _veto, "multisig: void a question whose ruling is under notice", "question")
    challenge = command(
        "challenge", _challenge, "anyone: challenge an answer, with a bond", "question", "value"
    )
    challenge.add_argument("--uri", required=True, help="where your evidence is")
    for one in (rule, fallback):
        one.add_argument("--uri", required=True, help="where the evidence is published")
    for one in (rule, fallback, cover):
        one.add_argument(
            "--evidence", required=True, help="file, whose hash is taken, or the hash itself (0x...)"
        )
    command("load", _load, "multisig, local chain: execute a file of the Transaction Builder", "file")


def _status(office: Office, _: Chosen) -> None:
    office.say(*status.overview(office.chamber))


def _change(office: Office, chosen: Chosen) -> None:
    office.administer(changes.call_of(office.chamber, chosen.function, chosen.arguments), chosen.why)


def _cover(office: Office, chosen: Chosen) -> None:
    harmed = dict(_share(word) for word in chosen.harmed)
    call = payments.cover(office.chamber, _number(chosen.market), harmed, _evidence(chosen.evidence))
    office.administer(call, chosen.why)


def _pay(office: Office, chosen: Chosen) -> None:
    to, micro, reason = _address(chosen.to), parse_usdc(chosen.usdc), keccak(text=chosen.why)
    if chosen.large:
        office.administer(payments.pay_large(office.chamber, to, micro, reason), chosen.why)
    else:
        office.as_safe([payments.pay(office.chamber, to, micro, reason)], f"Pay: {chosen.why}")


def _rule(office: Office, chosen: Chosen) -> None:
    question = _word(chosen.question)
    call = rulings.rule(office.chamber, question, _ruling(office, question, chosen))
    if (left := rulings.safe_margin(office.chamber, question)) < 0:
        office.say(
            f"Beware: if the quorum comes late, this vote ends up to {span(-left)} after the DAO's time."
        )
    office.propose(call, chosen.why)


def _fallback(office: Office, chosen: Chosen) -> None:
    question = _word(chosen.question)
    opens, ends = rulings.fallback_hours(office.chamber, question)
    find = rulings.fallback if office.owners else rulings.prepared_fallback
    call = find(office.chamber, question, _ruling(office, question, chosen))
    office.say(f"The Safe may file it from {moment(opens)} until {moment(ends)}, if the DAO files nothing.")
    office.as_safe([call], f"Rule on {chosen.question}")


def _veto(office: Office, chosen: Chosen) -> None:
    office.as_safe([rulings.veto(office.chamber, _word(chosen.question))], f"Veto {chosen.question}")


def _challenge(office: Office, chosen: Chosen) -> None:
    question, challenger = _word(chosen.question), office.signer.address
    claim = _claim(office, question, chosen.value)
    office.send(rulings.challenge(office.chamber, question, claim, chosen.uri, challenger))


def _delegate(office: Office, chosen: Chosen) -> None:
    office.send(motions.delegate(office.chamber, office.signer.address, _address(chosen.to)))


def _vote(office: Office, chosen: Chosen) -> None:
    voter, proposal = office.signer.address, _number(chosen.proposal)
    call = motions.vote(office.chamber, proposal, voter, chosen.support, chosen.reason)
    office.say(*status.proposal(office.chamber, proposal, motions.find(office.chamber, proposal)))
    office.send(call)


def _queue(office: Office, chosen: Chosen) -> None:
    motion = motions.find(office.chamber, _number(chosen.id))
    if set(motion.targets) != {office.chamber.book.address(waiting.TIMELOCK)}:
        raise GovernanceRefused("This proposal is no act of administration: carry it out with `execute`.")
    _execute(office, chosen)
    office.say_if_sent("It waits 24 hours; then `execute` it by the act's id, which `status` shows.")


def _execute(office: Office, chosen: Chosen) -> None:
    sender = office.signer.address
    if _is_act(chosen.id):
        office.send(waiting.execute(office.chamber, _word(chosen.id), sender))
    else:
        office.send(motions.carry_out(office.chamber, _number(chosen.id), sender))


def _cancel(office: Office, chosen: Chosen) -> None:
    if _is_act(chosen.id):
        act = _word(chosen.id)
        call = waiting.cancel(office.chamber, act)
        office.say(
            *status.act(
                office.chamber, waiting.find(office.chamber, act), waiting.ready_at(office.chamber, act)
            )
        )
        office.as_safe([call], f"Cancel {chosen.id}")
    else:
        office.send(motions.cancel(office.chamber, _number(chosen.id), office.signer.address))


def _pause(office: Office, chosen: Chosen) -> None:
    office.as_safe([stops.pause(office.chamber, chosen.engine)], f"Pause {chosen.engine}")


def _retire(office: Office, chosen: Chosen) -> None:
    office.as_safe([stops.retire(office.chamber, chosen.engine)], f"Retire {chosen.engine}")


def _load(office: Office, chosen: Chosen) -> None:
    if not office.owners:
        raise GovernanceRefused(
            "Only on a local chain, with --owners, a file is executed here; elsewhere the owners load it at "
            "app.safe.global."
        )
    try:
        read = json.loads(Path(chosen.file).read_text())
    except ValueError as error:
        raise GovernanceRefused(f"{chosen.file} is not JSON: {error}.") from error
    office.as_safe(batch.calls_of(office.chamber, read), read["meta"]["name"])


def _ruling(office: Office, question: bytes, chosen: Chosen) -> Ruling:
    return Ruling(_claim(office, question, chosen.value), _evidence(chosen.evidence), chosen.uri)


def _claim(office: Office, question: bytes, text: str) -> int | None:
    """A price for questions of prices, else the outcome's number."""
    if text == VOID:
        return None
    if office.chamber.contract("Resolution").read("clockOf", question)["domain"] == PRICE:
        return parse_price(text)
    return _number(text)


def _evidence(text: str) -> bytes:
    return _word(text) if text.startswith("0x") else keccak(Path(text).read_bytes())


def _share(word: str) -> tuple[str, int]:
    account, equals, usdc = word.partition("=")
    if not equals:
        raise GovernanceRefused(f"{word} must say who gets how much: ACCOUNT=USDC.")
    return _address(account), parse_usdc(usdc)


def _is_act(text: str) -> bool:
    return text.startswith("0x")


def _word(text: str) -> bytes:
    try:
        found = bytes.fromhex(text.removeprefix("0x"))
    except ValueError:
        found = b""
    if len(found) != WORD:
        raise GovernanceRefused(f"{text} is not 32 bytes in hexadecimal.")
    return found


def _number(text: str) -> int:
    if not text.isdecimal():
        raise GovernanceRefused(f"{text} is no whole number.")
    return int(text)


def _address(text: str) -> str:
    if not is_checksum_address(text):
        raise GovernanceRefused(f"{text} is no address with a valid EIP-55 checksum.")
    return text
