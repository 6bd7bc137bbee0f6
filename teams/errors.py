"""What can go wrong while an app package is built; each message says what is wrong and what to do.

The reader is an operator at a terminal, so the messages are English and name the option to change.
"""

from __future__ import annotations


class PackageError(Exception):
    """The Teams app package could not be built."""


class UnusableDetails(PackageError):
    """A detail of the organisation's app (a name, an id, an address) cannot stand in a manifest."""


class SchemaMissing(PackageError):
    """The official schemas are not installed, so nothing can be checked against them."""


class SchemaBroken(PackageError):
    """What was built does not keep to the official schema."""
