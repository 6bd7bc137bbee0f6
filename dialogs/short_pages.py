"""Short pages that say one thing: how a link to a file stands, or why there is nothing to see.

Each says what happened, whether the link still holds, and what to do now. None says anything about a file's
content, or whom a link is for. Statuses and addresses do not belong here.
"""

from __future__ import annotations

from enum import StrEnum

from dialogs.webpage import Step, Webpage
from dialogs.wording import Wording
from workflows.handouts import HANDOUT_LIFETIME


class ShortPage(StrEnum):
    READY = "ready"
    USED = "used"
    GONE = "gone"
    WRONG_PERSON = "wrong_person"
    CANCELLED = "cancelled"
    LOST = "lost"
    """What came back belongs to no sign-in that began in this browser."""
    UNAVAILABLE = "unavailable"
    """The organisation's sign-in gives no answer we can use."""
    NO_PAGE = "no_page"
    NO_METHOD = "no_method"
    TOO_MANY = "too_many"
    FAULT = "fault"


WITH_STEP = frozenset({ShortPage.READY, ShortPage.WRONG_PERSON, ShortPage.CANCELLED, ShortPage.UNAVAILABLE})
"""Pages on which one can go on, where it is known to what."""


def short_page(wording: Wording, page: ShortPage, *, to: str = "", name: str = "") -> Webpage:
    """`to` is where its step leads, if it has one; `name` is the file's."""
    step = None
    if page in WITH_STEP and to:
        label = wording(f"short_page.{page}.step")
        step = Step(label, to, posts=page is ShortPage.READY)
    minutes = int(HANDOUT_LIFETIME.total_seconds() // 60)
    return Webpage(
        path="",
        language=wording.language,
        title=wording(f"short_page.{page}.title"),
        summary=wording(f"short_page.{page}.text", name=name, minutes=minutes),
        step=step,
    )
