"""Whether the process lives, and whether what it shows is fresh."""
