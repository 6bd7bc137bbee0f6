"""The demo's sign-in over HTTP, laid out as Entra's: a page on which one chooses who signs in, keys and
tokens.

A choice is a link and no form, since the browser goes on from it to another address.
"""

from __future__ import annotations

from html import escape

from aiohttp import web

from demo.identity import Identities, NotAsked, Question, read_question
from demo.people import People, Person

BELOW = "/login"
_TENANT = f"{BELOW}/{{tenant}}"
_SIGN_IN = f"{_TENANT}/oauth2/v2.0/authorize"
_LARGEST_FORM = 16 * 1024


class LoginRoutes:
    """Answers the browser, and the bot."""

    def __init__(self, identities: Identities, people: People) -> None:
        self._identities = identities
        self._people = people

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get(f"{_TENANT}/v2.0/.well-known/openid-configuration", self.metadata),
            web.get(f"{_TENANT}/discovery/v2.0/keys", self.keys),
            web.get(_SIGN_IN, self.choose),
            web.get(f"{_SIGN_IN}/{{person}}", self.sign_in),
            web.post(f"{_TENANT}/oauth2/v2.0/token", self.token),
        ]

    async def metadata(self, request: web.Request) -> web.Response:
        return web.json_response(self._identities.metadata(request.match_info["tenant"]))

    async def keys(self, _request: web.Request) -> web.Response:
        return web.json_response(self._identities.keys())

    async def choose(self, request: web.Request) -> web.Response:
        """The page."""
        question = _question(request)
        staff = [person for person in self._people if person.tenant_id == question.tenant]
        page = _page(staff, request.path, request.query_string)
        return web.Response(text=page, content_type="text/html", charset="utf-8")

    async def sign_in(self, request: web.Request) -> web.Response:
        """A choice was made: a member of staff of the tenant, or nobody."""
        question, chosen = _question(request), request.match_info["person"]
        if chosen == "nobody":
            return _go_to(self._identities.decline(question))
        person = self._people.find(chosen)
        if person is None or person.tenant_id != question.tenant:
            raise web.HTTPNotFound(text="no such person in the tenant")
        return _go_to(self._identities.accept(question, person))

    async def token(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        token = self._identities.redeem(request.match_info["tenant"], form)
        if token is None or form.get("grant_type") != "authorization_code":
            return web.json_response({"error": "invalid_grant"}, status=400)
        return web.json_response({"token_type": "Bearer", "expires_in": 3600, "id_token": token})


def _question(request: web.Request) -> Question:
    try:
        return read_question(request.match_info["tenant"], request.query)
    except (NotAsked, ValueError):
        raise web.HTTPBadRequest(text="Åbn linket fra Brobygger igen.") from None


def _go_to(address: str) -> web.Response:
    return web.Response(status=302, headers={"Location": address})


def _page(staff: list[Person], path: str, query: str) -> str:
    choices = "\n".join(_choice(person, path, query) for person in staff)
    organisation = escape(staff[0].organisation) if staff else "Ukendt organisation"
    return f"""<!doctype html>
<html lang="da">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Log ind</title>
<link rel="icon" href="/page/icon.svg">
<link rel="stylesheet" href="/page/login.css">
</head>
<body>
<main>
<p class="demo">Demo: her spiller siden din organisations login</p>
<h1>Hvem logger ind?</h1>
<p>{organisation}</p>
<ul>
{choices}
</ul>
<p><a class="nobody" href="{escape(f"{path}/nobody?{query}")}">Annullér</a></p>
</main>
</body>
</html>
"""


def _choice(person: Person, path: str, query: str) -> str:
    to = escape(f"{path}/{person.user_id}?{query}")
    return f'<li><a href="{to}"><b>{escape(person.name)}</b> {escape(person.title)}</a></li>'
