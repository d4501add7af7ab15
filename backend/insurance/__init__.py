"""What the insurance may pay, and what it has paid."""
