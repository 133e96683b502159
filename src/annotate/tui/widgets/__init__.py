"""What stands on the screen; widgets draw what they are given and post wishes."""
