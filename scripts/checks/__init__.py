"""Habits of this project as programs. Each check is a function from the repository's root to complaints.

__main__             runs all but Slither
sizes, names         how long files and functions may be; what a test is called
purity               the rules compute with integers and read no clock
solidity_imports     who may import whom among the contracts
citations            every rule that is cited stands in docs/rules.md
slither, findings    static analysis of the contracts, each finding beside its reason
sources              which files people typed
"""
