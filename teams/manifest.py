"""The app manifest and its English translation, as Teams wants them.

The manifest speaks Danish itself and names English as the additional language. It asks for as little as
the bot needs: files only to hand over a document, no calls, no single sign-on, and of permissions only to
know who is writing.
"""

from __future__ import annotations

from typing import Any

from teams.organisation import OrganisationApp
from teams.wording import DANISH, DEFAULT_LANGUAGE, ENGLISH, OTHER_LANGUAGE, SHORT_NAME, Command, Wording

Json = dict[str, Any]

MANIFEST_VERSION = "1.30"
"""The newest numbered schema in the locked `@microsoft/app-manifest`; a test holds the two together."""

SCHEMA_ROOT = f"https://developer.microsoft.com/json-schemas/teams/v{MANIFEST_VERSION}"
ENGLISH_FILE = f"{OTHER_LANGUAGE}.json"
COLOR_ICON = "color.png"
OUTLINE_ICON = "outline.png"
ACCENT_COLOR = "#14505F"

PERSONAL_SCOPES = ["personal"]
GROUP_SCOPES = ["team", "groupChat"]


def manifest(app: OrganisationApp) -> Json:
    """`manifest.json` for one organisation's app."""
    return {
        "$schema": f"{SCHEMA_ROOT}/MicrosoftTeams.schema.json",
        "manifestVersion": MANIFEST_VERSION,
        "version": app.version,
        "id": app.app_id,
        "developer": {
            "name": SHORT_NAME,
            "websiteUrl": app.website_url,
            "privacyUrl": app.privacy_url,
            "termsOfUseUrl": app.terms_url,
        },
        "localizationInfo": {
            "defaultLanguageTag": DEFAULT_LANGUAGE,
            "additionalLanguages": [{"languageTag": OTHER_LANGUAGE, "file": ENGLISH_FILE}],
        },
        "name": {"short": SHORT_NAME, "full": _full_name(app)},
        "description": {"short": DANISH.short_description, "full": DANISH.full_description},
        "icons": {"color": COLOR_ICON, "outline": OUTLINE_ICON},
        "accentColor": ACCENT_COLOR,
        "bots": [_bot(app)],
        "permissions": ["identity"],
        "validDomains": [app.host],
        "defaultInstallScope": "personal",
    }


def english(app: OrganisationApp) -> Json:
    """`en.json`: the same texts in English, each under the path of the Danish one."""
    return {
        "$schema": f"{SCHEMA_ROOT}/MicrosoftTeams.Localization.schema.json",
        "name.short": SHORT_NAME,
        "name.full": _full_name(app),
        "description.short": ENGLISH.short_description,
        "description.full": ENGLISH.full_description,
        **_command_translations(ENGLISH),
    }


def _full_name(app: OrganisationApp) -> str:
    return f"{SHORT_NAME} - {app.name}"


def _bot(app: OrganisationApp) -> Json:
    return {
        "botId": app.bot_id,
        "scopes": PERSONAL_SCOPES + GROUP_SCOPES,
        "isNotificationOnly": False,
        "supportsFiles": True,
        "supportsCalling": False,
        "supportsVideo": False,
        "commandLists": [
            {"scopes": PERSONAL_SCOPES, "commands": _commands(DANISH.personal_commands)},
            {"scopes": GROUP_SCOPES, "commands": _commands(DANISH.group_commands)},
        ],
    }


def _commands(commands: tuple[Command, ...]) -> list[Json]:
    return [{"title": command.title, "description": command.description} for command in commands]


def _command_translations(wording: Wording) -> Json:
    lists = (wording.personal_commands, wording.group_commands)
    return {
        f"bots[0].commandLists[{which}].commands[{place}].{part}": getattr(command, part)
        for which, commands in enumerate(lists)
        for place, command in enumerate(commands)
        for part in ("title", "description")
    }
