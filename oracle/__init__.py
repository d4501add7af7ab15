"""Brings the world to the chain: markets created, prices reported or proved, disputes answered, people paid.

The service
run, commands   the loop, and `mutuel oracle`
world           everything that it touches, opened once; reach: what could be decided with the sources at hand
keeper, acts    what is due, done one thing after the other under names that a restart knows

What is due
schedule, closes            markets to create, and the closes that ranges are cut from
questions, plan, decisions  undecided markets as the chain shows them, what comes next for each, and how it is done
looks, halts, payouts       early and late looks at a close, trading halts, pushes to those who did not claim
matches                     a room of its own: what feeds say about matches, and what follows

An answer by report
sources, collect            one file per source; all asked at the same time
calendar, observe, moments  which session or minute, and what an answer comes to
decide, evidence, journal   the verdict, what anyone needs to compute it again, and what is written down
reports, propose            one attempt, signed and sent; again, corrections: the same once more
An answer by proof
rounds, prove, crosscheck   the one round or signed report, and what exchanges say against it

Shown and watched, never decided by
prices, live, band, sanity               charts, prices of now, and the tokenised shares beside a close
health, alarms, watch, metrics, status   how the service is, who is woken, and where that is told

verify          a stranger's own check of all of it
"""
