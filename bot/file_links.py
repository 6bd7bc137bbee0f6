"""Files by link: `/file/<token>`, behind a sign-in.

Who opens the link is sent to sign in; back at `/signed-in` it is checked who they are, and then the file
can be fetched with a button. Looking at a link, as previews and scanners do, uses nothing up: only the
button does. What is under way lies sealed in the browser's cookies, so any replica can go on. Whose file it
is, and how long a link holds, is decided in `workflows/handouts.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from hmac import compare_digest
from typing import Protocol, TypeVar

from aiohttp import web

from bot.clock import Clock
from bot.pages import page_response, preferred_language
from bot.sealed_cookies import SealedCookies
from bot.sign_in import Attempt, ProviderUnavailable, SignIn, SignInFailed
from dialogs.short_pages import ShortPage, short_page
from dialogs.wording import Catalogues
from workflows.desk import Desk
from workflows.handouts import Account, Refusal, expected, fetch, recognise

T = TypeVar("T")
RETURN_PATH = "/signed-in"
_FILE_PATH = "/file/{token:[0-9a-f]{64}}"
TO_SIGN_IN = timedelta(minutes=15)
"""How long a sign-in may take."""
TO_FETCH = timedelta(minutes=5)
"""How long after it the file may be fetched, without signing in again."""
CANCELLED = "access_denied"
"""What a provider says (OAuth 2.0, section 4.1.2.1) where the person said no, or may not."""
STATUS: Mapping[ShortPage, int] = {
    ShortPage.READY: 200,
    ShortPage.USED: 410,
    ShortPage.GONE: 404,
    ShortPage.WRONG_PERSON: 403,
    ShortPage.CANCELLED: 403,
    ShortPage.LOST: 400,
    ShortPage.UNAVAILABLE: 424,
}
_PAGE_OF: Mapping[Refusal, ShortPage] = {
    Refusal.GONE: ShortPage.GONE,
    Refusal.USED: ShortPage.USED,
    Refusal.WRONG_PERSON: ShortPage.WRONG_PERSON,
}


class AtDesk(Protocol):
    """Does a piece of work in one transaction."""

    async def __call__(self, work: Callable[[Desk], T]) -> T: ...


class FileLinks:
    """Makes the links, and answers whoever follows one."""

    def __init__(
        self,
        public_url: str,
        key: bytes,
        sign_in: SignIn,
        at_desk: AtDesk,
        catalogues: Catalogues,
        clock: Clock,
    ) -> None:
        is_https = public_url.startswith("https://")
        self._public_url = public_url
        self._sign_in = sign_in
        self._at_desk = at_desk
        self._catalogues = catalogues
        self._attempts = SealedCookies("sign-in", key, clock, TO_SIGN_IN, is_https=is_https)
        self._signed_in = SealedCookies("signed-in", key, clock, TO_FETCH, is_https=is_https)

    def __call__(self, token: str) -> str:
        """The address at which the token's file is fetched."""
        return f"{self._public_url}{_path(token)}"

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get(_FILE_PATH, self.open),
            web.post(_FILE_PATH, self.fetch),
            web.get(RETURN_PATH, self.come_back),
        ]

    async def stop(self) -> None:
        """Give up what is under way."""
        await self._sign_in.stop()

    async def open(self, request: web.Request) -> web.Response:
        """The button, for who has just signed in for this link; else the way to the sign-in."""
        token = request.match_info["token"]
        account = self._who(request, token)
        if account is None or "again" in request.query:
            return await self._send_to_sign_in(request, token)
        known = await self._at_desk(lambda desk: recognise(desk, token, account))
        if isinstance(known, Refusal):
            return self._refusal(request, token, known)
        return self._page(request, ShortPage.READY, token, name=known.name)

    async def come_back(self, request: web.Request) -> web.Response:
        """From the sign-in, with a code or with what went wrong."""
        state = request.query.get("state", "")
        kept = self._attempts.get(request, state)
        if kept is None or not compare_digest(kept["state"].encode(), state.encode()):
            return self._page(request, ShortPage.LOST)
        response = await self._after_sign_in(request, kept)
        self._attempts.drop(response, state)
        return response

    async def fetch(self, request: web.Request) -> web.Response:
        """The file, once; only from the page that was shown to who signed in."""
        token = request.match_info["token"]
        account = self._who(request, token)
        if account is None:
            return self._page(request, ShortPage.LOST)
        file = await self._at_desk(lambda desk: fetch(desk, token, account))
        if isinstance(file, Refusal):
            return self._refusal(request, token, file)
        return web.Response(
            body=file.content,
            content_type=file.content_type,
            headers={"Content-Disposition": f'attachment; filename="{file.name}"'},
        )

    async def _send_to_sign_in(self, request: web.Request, token: str) -> web.Response:
        whose = await self._at_desk(lambda desk: expected(desk, token))
        if isinstance(whose, Refusal):
            return self._refusal(request, token, whose)
        try:
            attempt = self._sign_in.begin(whose.person.tenant_id)
            address = self._sign_in.address(attempt, choose="again" in request.query)
        except ProviderUnavailable:
            return self._page(request, ShortPage.UNAVAILABLE, token)
        response = web.Response(status=302, headers={"Location": address})
        kept = {
            "token": token,
            "tenant": attempt.tenant,
            "state": attempt.state,
            "nonce": attempt.nonce,
            "verifier": attempt.verifier,
        }
        self._attempts.put(request, response, attempt.state, kept)
        return response

    async def _after_sign_in(self, request: web.Request, kept: Mapping[str, str]) -> web.Response:
        token, code = kept["token"], request.query.get("code", "")
        if request.query.get("error") == CANCELLED:
            return self._page(request, ShortPage.CANCELLED, token)
        if not code:
            return self._page(request, ShortPage.UNAVAILABLE, token)
        attempt = Attempt(kept["tenant"], kept["state"], kept["nonce"], kept["verifier"])
        try:
            account = await self._sign_in.finish(attempt, code)
        except SignInFailed:
            return self._page(request, ShortPage.CANCELLED, token)
        except ProviderUnavailable:
            return self._page(request, ShortPage.UNAVAILABLE, token)
        known = await self._at_desk(lambda desk: recognise(desk, token, account))
        if isinstance(known, Refusal):
            return self._refusal(request, token, known)
        return self._let_fetch(request, token, account)

    def _let_fetch(self, request: web.Request, token: str, account: Account) -> web.Response:
        """On to the link itself: the code is out of the address, and the page can be loaded again."""
        response = web.Response(status=303, headers={"Location": self(token)})
        who = {"tenant": account.tenant_id, "user": account.user_id}
        self._signed_in.put(request, response, token, who)
        return response

    def _who(self, request: web.Request, token: str) -> Account | None:
        """Who signed in for this link in this browser."""
        kept = self._signed_in.get(request, token)
        return None if kept is None else Account(kept["tenant"], kept["user"])

    def _refusal(self, request: web.Request, token: str, why: Refusal) -> web.Response:
        return self._page(request, _PAGE_OF[why], token)

    def _page(self, request: web.Request, page: ShortPage, token: str = "", name: str = "") -> web.Response:
        to = _next(page, token) if token else ""
        wording = self._catalogues.speaking(preferred_language(request))
        return page_response(short_page(wording, page, to=to, name=name), STATUS[page])


def _path(token: str) -> str:
    return f"/file/{token}"


def _next(page: ShortPage, token: str) -> str:
    """Where the page's step leads; who was the wrong person is asked for another account."""
    return f"{_path(token)}?again" if page is ShortPage.WRONG_PERSON else _path(token)
