"""What the rules propose to tag: pure functions from a text to spans with a score."""
