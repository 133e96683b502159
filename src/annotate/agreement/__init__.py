"""How far annotators agree, and where they do not: pure functions on their spans."""
