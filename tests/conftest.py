"""What holds for every test: property tests draw the same examples each time and have no time limit of their
own, since a machine with other work to do is not a fault of the code."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("brobygger", deadline=None, derandomize=True)
settings.load_profile("brobygger")
