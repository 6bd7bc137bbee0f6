"""Who works where, and what they have asked for."""
