"""The upload's way over HTTP: one whole file, not too large, and a name that cannot break the answer."""

from __future__ import annotations

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from demo.file_routes import FileRoutes
from demo.files import Files

LARGEST = 300_000


def client(files: Files) -> TestClient[web.Request, web.Application]:
    app = web.Application(client_max_size=1024)
    app.add_routes(FileRoutes(files, LARGEST).routes())
    return TestClient(TestServer(app))


async def put(files: Files, key: str, content: bytes, said_range: str | None) -> int:
    async with client(files) as bot:
        headers = {"Content-Range": said_range} if said_range else {}
        async with bot.put(f"/uploads/{key}", data=content, headers=headers) as response:
            return response.status


@pytest.mark.parametrize("size", [1, LARGEST])
async def test_a_whole_file_is_taken_whatever_a_page_may_send(size: int) -> None:
    files = Files()
    place = files.open_place("sag.pdf")
    assert await put(files, place.key, b"x" * size, f"bytes 0-{size - 1}/{size}") == 201
    assert len(files.get(place.file_id).content) == size


@pytest.mark.parametrize("said_range", [None, "", "bytes 0-8/10", "bytes 0-9/20", "bytes 10-19/20", "all"])
async def test_a_part_of_a_file_is_refused_and_the_place_stays_open(said_range: str | None) -> None:
    files = Files()
    place = files.open_place("sag.pdf")
    assert await put(files, place.key, b"x" * 10, said_range) == 400
    assert await put(files, place.key, b"x" * 10, "bytes 0-9/10") == 201


async def test_an_empty_file_is_refused() -> None:
    files = Files()
    assert await put(files, files.open_place("sag.pdf").key, b"", "bytes 0--1/0") == 400


async def test_a_file_that_is_too_large_is_refused() -> None:
    files, size = Files(), LARGEST + 1
    assert await put(files, files.open_place("sag.pdf").key, b"x" * size, f"bytes 0-{size - 1}/{size}") == 413


@pytest.mark.parametrize(
    ("name", "given", "kind"),
    [
        ("sag-26-1001.pdf", "sag-26-1001.pdf", "application/pdf"),
        ('a".html\r\nX: y', "a_.html__X__y", "application/octet-stream"),
        ("blåbær.PDF", "bl_b_r.PDF", "application/pdf"),
    ],
)
async def test_a_file_is_given_out_as_a_download_under_a_plain_name(name: str, given: str, kind: str) -> None:
    files = Files()
    place = files.open_place(name)
    files.put(place.key, b"%PDF")
    async with client(files) as page, page.get(f"/files/{place.file_id}") as response:
        assert response.content_type == kind
        assert response.headers["Content-Disposition"] == f'attachment; filename="{given}"'
