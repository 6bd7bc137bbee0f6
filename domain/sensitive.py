"""Personal data's wrapper: a value that never shows itself in a log, a traceback or a test's output."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, NoReturn, Self, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, repr=False)
class Sensitive(Generic[T]):
    """Holds personal data; `reveal` is the only way to it, so every use can be found by its name."""

    _value: T

    def reveal(self) -> T:
        return self._value

    def __repr__(self) -> str:
        return "Sensitive(***)"

    __str__ = __repr__

    def __reduce__(self) -> NoReturn:
        """A pickle is readable, and lands where nobody looks. Raises `TypeError`."""
        raise TypeError("personal data is not pickled")

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _memo: object) -> Self:
        """Itself: what it holds is not changed."""
        return self

    def __bool__(self) -> bool:
        return bool(self._value)


NOTHING: Sensitive[str] = Sensitive("")
"""No personal text."""
