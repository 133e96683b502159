"""The adjudication screen: everybody's tags side by side, and the gold layer."""
