"""A bot that follows a small script, so that the local channel can be tried without the real one.

It welcomes whoever installs it, answers `formular` with a card to fill in, and carries what was filled in to
another person's chat. Every activity it got is kept for the test to look at.
"""

from __future__ import annotations

from typing import Any

import aiohttp
from aiohttp import web

Json = dict[str, Any]
CARD = "application/vnd.microsoft.card.adaptive"
LINE = "application/vnd.microsoft.activity.message"


class ScriptedBot:
    """Serves `/api/messages`. `status` is what it answers with when it is to fail."""

    def __init__(self, tells: str | None = None) -> None:
        self.heard: list[Json] = []
        self.status = 200
        self._tells = tells
        self._receipts: dict[str, str] = {}

    def app(self) -> web.Application:
        app = web.Application()
        app.add_routes([web.post("/api/messages", self._hear)])
        return app

    def heard_kinds(self) -> list[str]:
        return [activity["type"] for activity in self.heard]

    async def _hear(self, request: web.Request) -> web.Response:
        activity: Json = await request.json()
        self.heard.append(activity)
        if self.status != 200:
            return web.Response(status=self.status)
        if activity["type"] == "invoke":
            return web.json_response(await self._clicked(activity))
        if activity["type"] == "installationUpdate":
            await reply(activity, posted("Velkommen til Brobygger", welcome()))
        if activity["type"] == "message":
            await self._answer(activity)
        return web.Response(status=202)

    async def _answer(self, activity: Json) -> None:
        if "formular" in activity["text"]:
            await reply(activity, posted("Nyt netværksmøde", form()))
        else:
            await reply(activity, {"type": "message", "text": "Skriv **formular** for at begynde."})

    async def _clicked(self, activity: Json) -> Json:
        action = activity["value"]["action"]
        if action["verb"] == "start":
            return {"statusCode": 200, "type": CARD, "value": form()}
        if action["verb"] == "help":
            return {"statusCode": 200, "type": LINE, "value": "Skriv hjælp når som helst."}
        if action["verb"] == "acknowledge":
            await self._tell_of_acknowledgement(activity)
            return {"statusCode": 200, "type": CARD, "value": receipt("Du har kvitteret")}
        if not action["data"].get("wish", "").strip():
            return {"statusCode": 200, "type": CARD, "value": form(error="Skriv borgerens eget ønske.")}
        await self._tell_the_other(activity)
        return {"statusCode": 200, "type": CARD, "value": receipt("Indkaldelsen er sendt")}

    async def _tell_the_other(self, activity: Json) -> None:
        if self._tells is None:
            return
        base = activity["serviceUrl"]
        asked = {"isGroup": False, "members": [{"id": self._tells}], "bot": activity["recipient"]}
        chat = (await call("POST", f"{base}/v3/conversations", asked))["id"]
        self._receipts[chat] = f"{base}/v3/conversations/{activity['conversation']['id']}/activities/" + str(
            activity["replyToId"]
        )
        card = posted("Sag 2026-0001: netværksmøde, svar senest 4. december", invitation())
        await call("POST", f"{base}/v3/conversations/{chat}/activities", card)

    async def _tell_of_acknowledgement(self, activity: Json) -> None:
        message = self._receipts.get(activity["conversation"]["id"])
        if message is not None:
            card = posted("Sag 2026-0001: kvitteret", receipt("Kommunen har kvitteret"))
            await call("PUT", message, card)


async def reply(activity: Json, message: Json) -> None:
    chat = activity["conversation"]["id"]
    await call(
        "POST", f"{activity['serviceUrl']}/v3/conversations/{chat}/activities/{activity['id']}", message
    )


async def call(method: str, url: str, body: Json) -> Json:
    async with aiohttp.request(method, url, json=body) as response:
        response.raise_for_status()
        told: Json = await response.json()
        return told


def posted(summary: str, card: Json) -> Json:
    return {
        "type": "message",
        "summary": summary,
        "attachments": [{"contentType": CARD, "content": card}],
    }


def welcome() -> Json:
    return card_of(
        heading("Velkommen til Brobygger"),
        text("Jeg hjælper psykiatri og kommune med at mødes om en borger. **Hvad vil du?**"),
        actions=[
            execute("Nyt netværksmøde", "start", style="positive", associatedInputs="none"),
            execute("Hjælp", "help"),
            {"type": "Action.OpenUrl", "title": "Læs aftalen", "url": "https://www.regionh.dk"},
        ],
    )


def form(error: str | None = None) -> Json:
    wish: list[Json] = [
        {
            "type": "Input.Text",
            "id": "wish",
            "label": "Borgerens eget ønske",
            "isMultiline": True,
            "placeholder": "Med borgerens egne ord",
        }
    ]
    if error:
        wish.append(text(error) | {"color": "attention", "spacing": "small"})
    return card_of(
        text("Side 1 af 3", size="small", isSubtle=True),
        heading("Nyt netværksmøde"),
        *wish,
        {
            "type": "Input.ChoiceSet",
            "id": "municipality",
            "label": "Borgerens kommune",
            "style": "filtered",
            "isRequired": True,
            "errorMessage": "Vælg kommunen på listen.",
            "value": "hvidovre",
            "choices": [
                {"title": "Brøndby Kommune", "value": "brondby"},
                {"title": "Hvidovre Kommune", "value": "hvidovre"},
            ],
        },
        {"type": "Input.Date", "id": "day", "label": "Dag"},
        {"type": "Input.Time", "id": "hour", "label": "Klokken"},
        {
            "type": "Input.ChoiceSet",
            "id": "way",
            "label": "Mødeform",
            "style": "expanded",
            "value": "video",
            "choices": [{"title": "Fysisk", "value": "physical"}, {"title": "Video", "value": "video"}],
        },
        {"type": "Input.Toggle", "id": "relatives", "title": "Pårørende deltager, hvis borgeren ønsker det"},
        actions=[
            execute("Send", "send", style="positive"),
            execute("Tilbage", "help", associatedInputs="none"),
            execute("Annullér", "help", style="destructive", associatedInputs="none"),
        ],
    )


def invitation() -> Json:
    return card_of(
        heading("Sag 2026-0001: indkaldelse til netværksmøde"),
        text("Psykiatrisk Center Glostrup beder om et møde. Svar senest fredag 4. december 2026."),
        actions=[
            execute("Kvittér", "acknowledge", style="positive"),
            {
                "type": "Action.ShowCard",
                "title": "Foreslå andre tider",
                "card": card_of({"type": "Input.Date", "id": "other", "label": "Anden dag"}),
            },
        ],
    )


def receipt(title: str) -> Json:
    facts = [
        {"title": "Sagsnummer", "value": "2026-0001"},
        {"title": "Svarfrist", "value": "4. december 2026"},
    ]
    return card_of(
        {"type": "Container", "style": "good", "bleed": True, "items": [heading(title)]},
        {"type": "FactSet", "facts": facts},
    )


def card_of(*body: Json, actions: list[Json] | None = None) -> Json:
    return {"type": "AdaptiveCard", "version": "1.5", "body": list(body), "actions": actions or []}


def heading(words: str) -> Json:
    return {"type": "TextBlock", "text": words, "style": "heading", "wrap": True}


def text(words: str, **looks: Any) -> Json:
    return {"type": "TextBlock", "text": words, "wrap": True, **looks}


def execute(title: str, verb: str, **looks: Any) -> Json:
    return {"type": "Action.Execute", "title": title, "verb": verb, "data": {"card": "one"}, **looks}
