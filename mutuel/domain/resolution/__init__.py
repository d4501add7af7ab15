"""How a question gets its one final value (rules 2; docs/states.md).

observation   what one source says, and in whose shares it is expressed
decide        what several sources say together
rounds        which Chainlink round holds the price at a moment
question      the life of a question: each step as a function
rulings       the steps that people decide
bonds         what the sides of a challenged question get back
table         that life as one table, every row
"""
