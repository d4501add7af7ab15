"""Where prices come from: one file per source, each a pure parser and a declaration of its meaning."""
