"""One page per product: how its numbers become markets."""
