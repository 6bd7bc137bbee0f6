"""The public pages over HTTP: plain HTML that needs no script, and headers that allow nothing else.

They are made once and hold nothing about anybody, so everybody may read and keep them. What they say does not
belong here.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape

from aiohttp import web

from dialogs.webpage import Section, Webpage

STYLE = (
    "body{max-width:42rem;margin:0 auto;padding:1.5rem;font:1.0625rem/1.6 system-ui,sans-serif;"
    "color:#1b1b1b;background:#fff}"
    "h1{font-size:1.75rem;line-height:1.25}h2{font-size:1.25rem;margin-top:2rem}"
    "nav a{display:inline-block;padding:.5rem 1rem .5rem 0}a{color:#174a84}"
    "@media(prefers-color-scheme:dark){body{color:#eee;background:#1b1b1b}a{color:#9cc7ff}}"
)
_STYLE_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
HEADERS = {
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "public, max-age=3600",
}


def page_routes(pages: Iterable[Webpage]) -> list[web.RouteDef]:
    """A route for each page; every page links to all of them."""
    all_pages = tuple(pages)
    return [_route(page, _html(page, all_pages).encode()) for page in all_pages]


def _route(page: Webpage, body: bytes) -> web.RouteDef:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=body, content_type="text/html", charset="utf-8", headers=HEADERS)

    return web.get(page.path, answer)


def _html(page: Webpage, pages: Iterable[Webpage]) -> str:
    links = "\n".join(_link(each, is_here=each is page) for each in pages)
    return f"""<!doctype html>
<html lang="{escape(page.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(page.title)}</title>
<style>{STYLE}</style>
</head>
<body>
<nav>
{links}
</nav>
<main>
<h1>{escape(page.title)}</h1>
<p>{escape(page.summary)}</p>
{"".join(map(_section, page.sections))}</main>
</body>
</html>
"""


def _link(page: Webpage, *, is_here: bool) -> str:
    here = ' aria-current="page"' if is_here else ""
    return f'<a href="{escape(page.path)}"{here}>{escape(page.title)}</a>'


def _section(section: Section) -> str:
    return f"<section>\n<h2>{escape(section.title)}</h2>\n<p>{escape(section.text)}</p>\n</section>\n"
