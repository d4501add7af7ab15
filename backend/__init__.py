"""The HTTP and WebSocket API over the mirror, and the page. It only reads.

A package per noun, with the same files in each: endpoints, schemas, service, repository, errors where there are any.
markets, matches, prices, stream, archive, accounts   what is bet on, live and afterwards
disputes, governance, oracle, permissions, insurance, evidence   why nobody has to trust us
config, health   what the page needs first, and whether what it shows is fresh

What they share
app, commands, state, deps   the application, and what lives as long as it or as a request
database, events, pages      one snapshot per request; events by what they are about; lists by pages
catalogue, head              names of templates and contracts, and the chain's newest block
schemas, errors, openapi     how values and refusals travel, and how they are described
frontend                     the built page and the headers that protect it
"""
