"""How long things take and what they cost: the figures of benchmarks/.

__main__               writes benchmarks/times.json: commands by the clock, services by the modules below
gas                    writes benchmarks/gas.json, from the gate that the contracts' tests hold
api, indexer, oracle   requests a second, events a second, seconds from a close to its evidence
verify                 a stranger's own computation of one large market
words                  why the proofs reason over integers and not over words of the machine
"""
