"""What the holders of votes propose, and what waits in the timelock."""
