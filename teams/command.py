"""`app.py teams package`: builds one organisation's installable Teams app from the command line.

Everything comes from the options, nothing from the running service, so it can be run on any machine that
has the code. Errors go to standard error with what to do about them, and end with status 1.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from teams.errors import PackageError
from teams.organisation import OrganisationApp, app_id_for
from teams.package import build

teams_commands = typer.Typer(help="Build what is uploaded to Microsoft Teams.", no_args_is_help=True)


@teams_commands.callback()
def teams() -> None:
    """Build what is uploaded to Microsoft Teams."""


@teams_commands.command("package")
def package(
    organisation: Annotated[str, typer.Option(help="Name of the organisation, as its staff know it.")],
    bot_id: Annotated[
        str, typer.Option(help="Application (client) id of the organisation's bot registration.")
    ],
    public_url: Annotated[
        str, typer.Option(help="The service's public address, such as https://bot.example.dk.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(help="File to write; by default brobygger-<organisation>-<version>.zip here."),
    ] = None,
    app_id: Annotated[
        str | None, typer.Option(help="The app's own id (GUID); by default derived from the bot id.")
    ] = None,
    website_url: Annotated[str | None, typer.Option(help="About the service; default <public-url>/")] = None,
    privacy_url: Annotated[
        str | None, typer.Option(help="The organisation's privacy page; default <public-url>/privacy")
    ] = None,
    terms_url: Annotated[str | None, typer.Option(help="Terms of use; default <public-url>/terms")] = None,
    version: Annotated[str, typer.Option(help="Raise it for every package you upload.")] = "1.0.0",
) -> None:
    """Build the app package of one organisation and check it against Microsoft's schema."""
    public = public_url.rstrip("/")
    try:
        app = OrganisationApp(
            name=organisation,
            app_id=app_id or app_id_for(bot_id),
            bot_id=bot_id,
            public_url=public,
            website_url=website_url or f"{public}/",
            privacy_url=privacy_url or f"{public}/privacy",
            terms_url=terms_url or f"{public}/terms",
            version=version,
        )
        written = build(app, out or Path(_file_name(organisation, version)))
    except PackageError as error:
        typer.echo(f"The package was not built. {error}", err=True)
        raise typer.Exit(1) from None
    _report(app, written)


def _file_name(organisation: str, version: str) -> str:
    words = re.sub(r"[^\w]+", "-", organisation.lower()).strip("-") or "organisation"
    return f"brobygger-{words}-{version}.zip"


def _report(app: OrganisationApp, written: Path) -> None:
    typer.echo(f"Built {written} for {app.name}, version {app.version}; it keeps to the official schema.")
    typer.echo(f"  app id            {app.app_id}")
    typer.echo(f"  bot id            {app.bot_id}")
    typer.echo(f"  message endpoint  {app.public_url}/api/messages  (set it on the Azure Bot resource)")
    typer.echo("Teams links to these pages; see that each one answers before you upload:")
    for address in (app.website_url, app.privacy_url, app.terms_url):
        typer.echo(f"  {address}")
