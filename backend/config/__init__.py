"""What the page needs to know before it can ask anything else."""
