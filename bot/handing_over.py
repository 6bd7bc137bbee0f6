"""Hands a person the file they said yes to: printed, put in its place, and shown in the place of the offer.

This comes after the turn and its answer, because Teams waits for the answer and not for the file. The paper
is printed in a thread of its own and its bytes are kept only until they are sent. When that fails the person
is told, and the offer stays, to say yes to again.
"""

from __future__ import annotations

import asyncio

import structlog

from bot.uploads import Uploads
from dialogs.turn import FileToUpload, UploadPlace
from workflows.chat import Address, Message, Messenger, Outcome, Sent
from workflows.paper import DataFile, Paper, PaperNotPrinted, PrintPaper

log = structlog.get_logger(__name__)


class HandingOver:
    """From a yes to the file."""

    def __init__(self, messenger: Messenger, uploads: Uploads, print_paper: PrintPaper) -> None:
        self._messenger = messenger
        self._uploads = uploads
        self._print = print_paper

    async def finish(
        self, address: Address, offered: str | None, place: UploadPlace, file: FileToUpload
    ) -> Outcome:
        """Put the file in its place and say so in the message `offered`, or say that it failed. What became
        of that message."""
        if not await self._put(place.url, file.paper):
            return await self._messenger.post(address, Message(file.failed))
        return await self._show(address, offered, Message(file.arrived, file=place.file))

    async def _put(self, url: str, paper: Paper | DataFile) -> bool:
        if isinstance(paper, DataFile):
            return await self._uploads.put(url, paper.content)
        try:
            content = await asyncio.to_thread(self._print, paper)
        except PaperNotPrinted:
            log.error("file not uploaded", why="not printed")
            return False
        return await self._uploads.put(url, content)

    async def _show(self, address: Address, offered: str | None, shown: Message) -> Outcome:
        """In the place of the offer, which would otherwise stand there for ever; else as a message."""
        if offered is not None:
            outcome = await self._messenger.update(address, offered, shown)
            if isinstance(outcome, Sent):
                return outcome
        return await self._messenger.post(address, shown)
