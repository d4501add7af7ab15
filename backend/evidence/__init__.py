"""The archive of evidence, as it lies on disk: for whoever computes a result again."""
