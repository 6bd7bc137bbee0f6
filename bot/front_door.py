"""What holds for every answer of the service, whichever route gave it, and for requests that fit no route.

Each answer gets the headers below where its route has not set its own; so a new route cannot forget them.
What fits no route, or only with another method, gets a plain page, and so does a fault of ours: never a
500, and nothing of what went wrong. Who may do what is decided at the routes.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

import structlog
from aiohttp import web

from bot.conversation import where
from bot.pages import page_response, preferred_language
from bot.refusals import TooMany
from bot.turnstile import Turnstile
from dialogs.short_pages import ShortPage, short_page
from dialogs.wording import Catalogues

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}
"""Nothing may run, be embedded, be kept or be found by a search engine, unless a route says so itself."""
ONLY_HTTPS = "max-age=31536000"
"""A year, for this host alone: what else lies below the organisation's domain is not ours to decide."""
SERVER = "Brobygger"
"""Instead of the library's own name and version."""

log = structlog.get_logger(__name__)


UNCOUNTED = frozenset({"/health", "/api/messages"})
"""What looks after the service asks often; the bot's endpoint counts by itself, by who it is."""


def guard(
    application: web.Application, catalogues: Catalogues, turnstile: Turnstile | None, *, is_https: bool
) -> None:
    """Let every request for a page or a link, and every answer of the application, pass here."""
    door = _Door(catalogues, turnstile, is_https=is_https)
    application.middlewares.append(door.answer)
    application.on_response_prepare.append(door.add_headers)


class _Door:
    def __init__(self, catalogues: Catalogues, turnstile: Turnstile | None, *, is_https: bool) -> None:
        self._catalogues = catalogues
        self._turnstile = turnstile
        self._is_https = is_https

    @web.middleware
    async def answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            if self._turnstile is not None and request.path not in UNCOUNTED:
                self._turnstile.take_page(request)
            return await handler(request)
        except TooMany as crowd:
            response = self._page(request, ShortPage.TOO_MANY, crowd.status)
            response.headers["Retry-After"] = str(crowd.seconds)
            return response
        except (web.HTTPNotFound, web.HTTPMethodNotAllowed) as error:
            page = ShortPage.NO_PAGE if error.status == 404 else ShortPage.NO_METHOD
            response = self._page(request, page, error.status)
            if "Allow" in error.headers:
                response.headers["Allow"] = error.headers["Allow"]
            return response
        except web.HTTPException:
            raise
        except Exception as error:  # noqa: BLE001 - nothing is answered with a 500
            log.error("request failed", error=type(error).__name__, where=where(error))
            return self._page(request, ShortPage.FAULT, 503)

    async def add_headers(self, _: web.Request, response: web.StreamResponse) -> None:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if self._is_https:
            response.headers["Strict-Transport-Security"] = ONLY_HTTPS
        response.headers["Server"] = SERVER

    def _page(self, request: web.Request, page: ShortPage, status: int) -> web.Response:
        wording = self._catalogues.speaking(preferred_language(request))
        return page_response(short_page(wording, page), status)
