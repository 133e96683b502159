"""The pure state of the reading screen, and what each wish of the reader does to it."""
