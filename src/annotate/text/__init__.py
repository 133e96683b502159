"""Pure functions on the text of articles."""
