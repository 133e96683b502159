"""Models that learn what people have tagged, and suggest it for other articles."""
