"""Sealed values: their encryption, what binds them to their place, and which keys are in use."""
