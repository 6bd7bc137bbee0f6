"""Several names in one sentence."""

from __future__ import annotations

from dialogs.wording import Wording


def listed(names: tuple[str, ...], wording: Wording) -> str:
    """`Glostrup, Hvidovre og Ishøj`."""
    if len(names) < 2:
        return "".join(names)
    return wording("agreement_check.list", first=", ".join(names[:-1]), last=names[-1])
