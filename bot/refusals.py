"""Why a request gets no turn: one error per answer the endpoint may give.

Each error carries its HTTP status and a short reason for the caller and the log. The reason is one of our
own fixed sentences, never anything that was sent to us, so that no personal data can travel in it.
"""

from __future__ import annotations


class Refused(Exception):
    """The request is refused."""

    status = 400

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotAuthenticated(Refused):
    """The token does not prove that the channel sent this request."""

    status = 401


class NotAllowed(Refused):
    """The channel sent it, but for a tenant, service or channel that is not ours."""

    status = 403


class TooLarge(Refused):
    """The body is larger than the endpoint reads."""

    status = 413


class WrongContentType(Refused):
    """The body is not plain JSON."""

    status = 415


class Malformed(Refused):
    """The body is not an activity."""

    status = 400


class TooMany(Refused):
    """More comes than is taken; in so many seconds it may come again."""

    status = 429

    def __init__(self, reason: str, seconds: int) -> None:
        super().__init__(reason)
        self.seconds = seconds


class KeysUnavailable(Refused):
    """The channel's signing keys could not be fetched, so nobody can be authenticated at the moment."""

    status = 503
