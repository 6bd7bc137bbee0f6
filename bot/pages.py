"""Pages over HTTP: plain HTML that needs no script, and a policy that allows nothing else.

The public ones are made once and hold nothing about anybody, so everybody may read and keep them. What a page
says does not belong here, nor the headers that every answer has (`front_door.py`).
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape

from aiohttp import web

from dialogs.webpage import Section, Step, Webpage

STYLE = (
    "body{max-width:42rem;margin:0 auto;padding:1.5rem;font:1.0625rem/1.6 system-ui,sans-serif;"
    "color:#1b1b1b;background:#fff;overflow-wrap:break-word}"
    "h1{font-size:1.75rem;line-height:1.25}h2{font-size:1.25rem;margin-top:2rem}"
    ".name{margin:0;font-weight:600;color:#174a84}"
    "nav a{display:inline-block;padding:.5rem 1rem .5rem 0}a{color:#174a84}"
    ".step{display:inline-block;margin-top:.5rem;padding:.75rem 1.5rem;border:0;border-radius:.25rem;"
    "font:inherit;font-weight:600;text-decoration:none;color:#fff;background:#174a84;cursor:pointer}"
    ".step:focus-visible{outline:3px solid #e08a00;outline-offset:2px}"
    "@media(prefers-color-scheme:dark){body{color:#eee;background:#1b1b1b}a,.name{color:#9cc7ff}"
    ".step{color:#10263f;background:#9cc7ff}}"
)
_STYLE_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
_KEPT = {"Cache-Control": "public, max-age=3600"}


def page_routes(pages: Iterable[Webpage]) -> list[web.RouteDef]:
    """A route for each page; every page links to all of them."""
    all_pages = tuple(pages)
    return [_route(page, _html(page, all_pages).encode()) for page in all_pages]


def page_response(page: Webpage, status: int) -> web.Response:
    """A page that stands by itself, made for this request; nobody keeps it."""
    return _response(page, _html(page, ()).encode(), status)


def preferred_language(request: web.BaseRequest) -> str:
    """The language the browser asks for first; empty where it does not say."""
    return request.headers.get("Accept-Language", "").split(",")[0].split(";")[0].strip()


def _route(page: Webpage, body: bytes) -> web.RouteDef:
    async def answer(_: web.Request) -> web.Response:
        response = _response(page, body, 200)
        response.headers.update(_KEPT)
        return response

    return web.get(page.path, answer)


def _response(page: Webpage, body: bytes, status: int) -> web.Response:
    policy = {"Content-Security-Policy": _policy(sends_form=page.step is not None and page.step.posts)}
    return web.Response(status=status, body=body, content_type="text/html", charset="utf-8", headers=policy)


def _policy(*, sends_form: bool) -> str:
    forms = "'self'" if sends_form else "'none'"
    return (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action {forms}; "
        "frame-ancestors 'none'"
    )


def _html(page: Webpage, pages: Iterable[Webpage]) -> str:
    return f"""<!doctype html>
<html lang="{escape(page.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(page.title)}</title>
<style>{STYLE}</style>
</head>
<body>
{_links(page, pages)}<main>
<h1>{escape(page.title)}</h1>
<p>{escape(page.summary)}</p>
{"".join(map(_section, page.sections))}{_step(page.step)}</main>
</body>
</html>
"""


def _links(page: Webpage, pages: Iterable[Webpage]) -> str:
    """To all pages; a page that stands by itself says whose it is."""
    links = "\n".join(_link(each, is_here=each is page) for each in pages)
    return f"<nav>\n{links}\n</nav>\n" if links else '<p class="name">Brobygger</p>\n'


def _link(page: Webpage, *, is_here: bool) -> str:
    here = ' aria-current="page"' if is_here else ""
    return f'<a href="{escape(page.path)}"{here}>{escape(page.title)}</a>'


def _section(section: Section) -> str:
    return f"<section>\n<h2>{escape(section.title)}</h2>\n<p>{escape(section.text)}</p>\n</section>\n"


def _step(step: Step | None) -> str:
    if step is None:
        return ""
    if step.posts:
        button = f'<button class="step">{escape(step.label)}</button>'
        return f'<form method="post" action="{escape(step.to)}">{button}</form>\n'
    return f'<p><a class="step" href="{escape(step.to)}">{escape(step.label)}</a></p>\n'
