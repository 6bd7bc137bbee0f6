"""The cases and what stands on them; every read asks who reads."""
