"""Who asks for a case, and what is raised where somebody else was first."""

from __future__ import annotations

from domain.people import Person


class Clockwork:
    """The caller where no person is: a scan or a delivery. It reads cases, and shows them to nobody."""


Caller = Person | Clockwork


class Conflict(Exception):
    """Somebody else changed the record meanwhile; run the whole unit of work again."""
