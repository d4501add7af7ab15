"""A Hypothesis state machine over Escrow, ParimutuelEngine and Resolution; its model is mutuel.domain.

Layout
    site.py         the deployed house, its people and their keys; every call, encoded and signed
    model/          the books that mutuel.domain is applied to
    base.py         one step on both sides, then every invariant
    sight.py        what is read after a step, and what the model says of it
    invariants.py   I1 to I26 by id, those of disputes in invariants_disputes.py; exits.py is I11
    strategies.py   what can be done next, valid by construction
    acts.py         steps that rules and exits share
    rules_*.py      one group of rules each
    last_week.py    at the end of every run: a script of what random steps reach rarely
    kinds_week.py   and one market of every kind
    sour_week.py    and what goes wrong with them: contests, cross-checks, halts, cancellations

Two machines share all of it: test_house.py walks the whole house, test_disputes.py the state table of questions, with
quarrels.py at the end of its runs and rows.py to tell which row a step was.

How to read a failing run
    The message begins with the id and the sentence of docs/invariants.md, or says in which step chain and model
    differ: every difference is (model, chain). Above it Hypothesis prints the run as a program; `note` adds a line
    for each step: kind, sender, time, and the refusal if the model expected one. Nothing is shrunk, since every try
    costs a second: read the last steps first. Examples are derived from the test's source, so the same run fails
    again; to hunt further use HYPOTHESIS_PROFILE=deep.
"""
