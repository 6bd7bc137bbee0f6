"""The one root of everything the bot can refuse. A message names what and which, never a person;
what the user reads is found in the wording catalogues under `key`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


class BrobyggerError(Exception):
    """Something was refused for a reason the caller can do something about."""

    key = "error.unexpected"
    logged: Mapping[str, str] = MappingProxyType({})
    """What the log holds of the refusal beside its key. Nothing personal but pseudonyms."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or (self.__doc__ or "").splitlines()[0])


class NotAllowed(BrobyggerError):
    """The caller's role and relation to the case do not allow this."""

    key = "error.not_allowed"


class OnlyForLeaders(NotAllowed):
    """Everything on a citizen is taken out by a leader; others are told whom to ask."""

    key = "error.only_for_leaders"


class NotFound(BrobyggerError):
    """No such record, or none that the caller may know of: the answer is the same."""

    key = "error.not_found"


class CaseRestricted(BrobyggerError):
    """The case is restricted: only the leaders of its units open what stands on it."""

    key = "error.restricted"


class WrongStatus(BrobyggerError):
    """The record has moved on, so this action no longer fits it."""

    key = "error.wrong_status"


class NothingLeft(BrobyggerError):
    """Every proposed time has passed."""

    key = "error.time_passed"


class BadValue(BrobyggerError):
    """A value breaks a rule of its field; `key` names the wording for the user."""

    def __init__(self, key: str, message: str | None = None) -> None:
        self.key = key
        super().__init__(message or key)


class TooManySearches(BrobyggerError):
    """The person has looked up too many citizens they have no case with."""

    key = "search.too_many"

    def __init__(self, citizen: str) -> None:
        """`citizen` is the keyed hash that stands for the one searched for."""
        self.logged = {"citizen": citizen}
        super().__init__()
