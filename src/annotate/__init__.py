"""Read articles side by side in the terminal, tag spans, export training data."""

__all__ = ["__version__"]

__version__ = "0.1.0"
