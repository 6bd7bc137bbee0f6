"""The words Teams shows about the app, in Danish (the manifest's own language) and English.

A command here is what Teams suggests while one types; the words themselves are understood by `dialogs/`,
so a title added here must be one the bot answers. The two languages hold the same commands in the same
order, because a translation points at a command by its place.
"""

from __future__ import annotations

from dataclasses import dataclass

SHORT_NAME = "Brobygger"

DEFAULT_LANGUAGE = "da"
OTHER_LANGUAGE = "en"


@dataclass(frozen=True)
class Command:
    title: str
    description: str


@dataclass(frozen=True)
class Wording:
    """One language's texts. Commands for groups are fewer: nothing personal is shown or started there."""

    short_description: str
    full_description: str
    personal_commands: tuple[Command, ...]
    group_commands: tuple[Command, ...]


DANISH = Wording(
    short_description="Aftal netværksmøder på tværs af psykiatri og kommune, og følg op i tide.",
    full_description=(
        "Brobygger hjælper medarbejdere i psykiatrien og kommunen med at holde hinanden orienteret, når en "
        "borger har brug for begge. Du kan indkalde til et netværksmøde, svare på en indkaldelse, se dine "
        "sager og blive mindet om frister og opfølgninger.\n\n"
        "Beskeder og notifikationer viser kun sagsnummer og opgavetype. Oplysninger om borgeren vises kun "
        "til dem, der er en del af sagen, og visningen bliver logget. I gruppechats og kanaler viser "
        "Brobygger ingen personoplysninger.\n\n"
        "Brobygger er ikke en journal og kan ikke bruges i akutte situationer."
    ),
    personal_commands=(
        Command("nyt netværksmøde", "Indkald til et netværksmøde, trin for trin"),
        Command("mine sager", "Se dine sager og det, der venter på dig"),
        Command("status", "Se, hvor en sag er: skriv status og sagsnummeret"),
        Command("hjælp", "Se, hvad Brobygger kan hjælpe dig med"),
        Command("annullér", "Stop det, du er i gang med at udfylde"),
        Command("english", "Skift til engelsk"),
    ),
    group_commands=(
        Command("mine sager", "Få dine sager vist i din personlige chat"),
        Command("status", "Se, hvor en sag er: skriv status og sagsnummeret"),
        Command("hjælp", "Se, hvad Brobygger kan hjælpe med"),
    ),
)

ENGLISH = Wording(
    short_description="Arrange network meetings across psychiatry and municipality, on time.",
    full_description=(
        "Brobygger helps staff in psychiatry and in the municipality keep each other informed when a "
        "citizen needs both. You can call a network meeting, answer a request, see your cases and be "
        "reminded of deadlines and follow-ups.\n\n"
        "Messages and notifications show only a case number and a task type. Details about the citizen are "
        "shown only to those who take part in the case, and every view is logged. In group chats and "
        "channels Brobygger shows no personal data.\n\n"
        "Brobygger is not a medical record and is not for emergencies."
    ),
    personal_commands=(
        Command("new network meeting", "Call a network meeting, step by step"),
        Command("my cases", "See your cases and what is waiting for you"),
        Command("status", "See where a case stands: type status and the case number"),
        Command("help", "See what Brobygger can do for you"),
        Command("cancel", "Stop the form you are filling in"),
        Command("dansk", "Switch to Danish"),
    ),
    group_commands=(
        Command("my cases", "Get your cases shown in your personal chat"),
        Command("status", "See where a case stands: type status and the case number"),
        Command("help", "See what Brobygger can do"),
    ),
)
