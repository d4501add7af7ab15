"""Disputed questions: what the sources said, what people said to it, and who may act until when."""
