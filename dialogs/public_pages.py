"""The pages Teams links to from the app: what Brobygger is, how it treats data, and on what terms it is used.

They say what holds for every organisation; each has a privacy policy of its own, which they refer to. What
they promise the product keeps: `docs/privacy.md` has the details.
"""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.webpage import Section, Webpage
from dialogs.wording import Wording

PATHS: Mapping[str, str] = {"home": "/", "privacy": "/privacy", "terms": "/terms"}
"""Where each page is; Teams' app package names these addresses."""
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "home": ("purpose", "users", "help"),
    "privacy": ("controller", "stored", "protection", "kept", "rights"),
    "terms": ("use", "records", "security", "help"),
}


def public_pages(wording: Wording, contact: str) -> tuple[Webpage, ...]:
    """All pages. `contact` is whom to ask, as the settings name it."""
    return tuple(_page(wording, contact, name) for name in PATHS)


def _page(wording: Wording, contact: str, page: str) -> Webpage:
    return Webpage(
        path=PATHS[page],
        language=wording.language,
        title=wording(f"page.{page}.title"),
        summary=wording(f"page.{page}.summary"),
        sections=tuple(
            Section(
                wording(f"page.{page}.{section}.title"),
                wording(f"page.{page}.{section}.text", contact=contact),
            )
            for section in SECTIONS[page]
        ),
    )
