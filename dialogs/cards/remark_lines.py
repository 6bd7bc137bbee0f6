"""The citizen's remarks, under the details of what they are about: what was said, and on which day."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.wording import Wording
from domain.remark import Remark


def remark_rows(remarks: Sequence[Remark], wording: Wording) -> list[tuple[str, str]]:
    return [
        (wording("remark.made", day=wording.day_and_year(each.made_on)), each.text.reveal())
        for each in remarks
    ]
