"""Personal data's wrapper: a value that never shows itself in a log, a traceback or a test's output."""

from __future__ import annotations

from typing import Generic, NoReturn, Self, TypeVar

T = TypeVar("T")


class Sensitive(Generic[T]):
    """Holds personal data; `reveal` is the only way to it, so every use can be found by its name. It is no
    dataclass, for `asdict` and libraries that write records by themselves would take one apart."""

    __slots__ = ("_value",)
    _value: T

    def __init__(self, value: T) -> None:
        object.__setattr__(self, "_value", value)

    def __setattr__(self, name: str, _value: object) -> NoReturn:
        raise AttributeError(f"{name} cannot be set: it is kept as it was made")

    def __eq__(self, other: object) -> bool:
        return self._value == other._value if isinstance(other, Sensitive) else NotImplemented

    def __hash__(self) -> int:
        return hash((Sensitive, self._value))

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
