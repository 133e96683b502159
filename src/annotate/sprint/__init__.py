"""The pure rules of a sprint: who reads what, how far they are, when all is done."""
