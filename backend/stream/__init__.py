"""Live pools over WebSocket: a snapshot of each market asked for, then its changes."""
