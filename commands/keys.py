"""`app.py keys`: the keys that seal what is stored."""

from __future__ import annotations

import base64
import secrets
from collections import defaultdict
from collections.abc import Iterator, Sequence

import typer

from commands.running import clock_of, command_line, fail, on_store, settings_or_exit
from storage.rotation import Progress
from storage.sealing.key_uses import KeyUse
from storage.store import SqlStore
from workflows.key_care import ROTATION_BEGUN, ROTATION_ENDED, note_rotation

keys_commands = typer.Typer(no_args_is_help=True, help="Encryption keys.")
_EVERY = 1000


@keys_commands.command("new")
def new_key() -> None:
    """Print a new random key."""
    typer.echo(base64.b64encode(secrets.token_bytes(32)).decode())


@keys_commands.command("show")
def show_keys() -> None:
    """Count the stored values by the key that seals them."""
    settings = settings_or_exit()
    uses = on_store(settings, SqlStore.values_by_key)
    typer.echo("\n".join(_told(uses, list(settings.key_ring))))


@keys_commands.command("rotate")
def rotate_keys() -> None:
    """Seal everything with the first key, and find cases by the first lookup key, while the bot runs."""
    settings = settings_or_exit()
    current, now = next(iter(settings.key_ring)), clock_of(settings)
    source = command_line("keys rotate")

    async def rotate(store: SqlStore) -> tuple[list[KeyUse], int]:
        await store.start()
        await store.run(lambda records: note_rotation(records, ROTATION_BEGUN, now(), source))
        made = _Made()
        found_by_earlier = await store.rotate_keys(made.tell)
        uses = await store.values_by_key()
        left = sum(use.values for use in uses if not use.append_only and use.key_id != current)
        await store.run(
            lambda records: note_rotation(records, ROTATION_ENDED, now(), source, rows=made.rows, left=left)
        )
        return uses, found_by_earlier

    uses, found_by_earlier = on_store(settings, rotate)
    typer.echo("\n".join(_told(uses, list(settings.key_ring))))
    if found_by_earlier:
        raise fail(f"{found_by_earlier} cases are found by an earlier lookup key only. Run it again.")
    if any(use.key_id != current and not use.append_only for use in uses):
        raise fail(
            "Something is still sealed with another key, or does not open. "
            "See that every replica has the new key first, then run it again."
        )


class _Made:
    """Prints how far it is, in counts."""

    def __init__(self) -> None:
        self._of_table: dict[str, int] = {}

    @property
    def rows(self) -> int:
        return sum(self._of_table.values())

    def tell(self, progress: Progress) -> None:
        before = self._of_table.get(progress.table, 0)
        self._of_table[progress.table] = progress.rows
        if progress.finished or before // _EVERY != progress.rows // _EVERY:
            typer.echo(f"{progress.table}: {progress.rows} rows made new")


def _told(uses: Sequence[KeyUse], ring: Sequence[str]) -> Iterator[str]:
    """What each key seals, those on the ring in its order, and what follows for who wants to remove one."""
    by_key: defaultdict[str | None, list[KeyUse]] = defaultdict(list)
    for use in uses:
        by_key[use.key_id].append(use)
    for key_id in dict.fromkeys((*ring, *filter(None, by_key))):
        yield f"{key_id}: {_where(by_key[key_id])}" + ("" if key_id in ring else " It is not on the ring.")
    if by_key[None]:
        yield f"In a form this version does not read: {_where(by_key[None])}"


def _where(uses: Sequence[KeyUse]) -> str:
    if not uses:
        return "seals nothing."
    for_good = sum(use.values for use in uses if use.append_only)
    unbound = sum(use.values for use in uses if use.unbound)
    tables = ", ".join(f"{use.table} {use.values}" for use in uses)
    told = f"{sum(use.values for use in uses)} values ({tables})."
    if for_good:
        told += f" {for_good} are entries of the audit log, which nothing may change: keep the key for them."
    if unbound:
        told += f" {unbound} are not bound to this database yet."
    return told
