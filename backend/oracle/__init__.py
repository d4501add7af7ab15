"""How the sources of answers are: when each last answered, how fresh prices are, who signs."""
