"""The desk in a browser: who may come in, and one process for each open desk."""
