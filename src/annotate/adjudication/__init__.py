"""How annotators' work on one article becomes one gold layer: pure functions."""
