"""Where a file may be put: in somebody's OneDrive, and nowhere else."""

from __future__ import annotations

import pytest

from bot.service_hosts import LOOPBACK_ONLY, SHAREPOINT_HOSTS
from bot.uploads import may_upload_to

UPLOAD = "https://region-my.sharepoint.com/personal/maja/_api/v2.0/drive/items/01A/uploadSession"


@pytest.mark.parametrize(
    "url", [UPLOAD, f"{UPLOAD}?guid='5d0a'&path='~tmp%2F1.pdf'&tempauth=v1.eyJ0%3D", f"{UPLOAD}?a=b?c@d"]
)
def test_a_place_in_onedrive_is_allowed_whatever_its_query(url: str) -> None:
    assert may_upload_to(url, SHAREPOINT_HOSTS)


@pytest.mark.parametrize(
    "url",
    [
        "https://sharepoint.com/upload",
        "https://region.sharepoint.com.example/upload",
        "https://evilsharepoint.com/upload",
        "https://region.sharepoint.com:444/upload",
        "https://maja@region.sharepoint.com/upload",
        "https://127.0.0.1/upload?x=.sharepoint.com",
        "https://evil.example?.sharepoint.com",
        "https://evil.example#.sharepoint.com",
        "https://evil.example\\.sharepoint.com/upload",
        f"{UPLOAD}?a=b#c",
        f"{UPLOAD}?a=b\r\nHost: evil.example",
        f"{UPLOAD}?a=ø",
        UPLOAD.replace("https", "http"),
        "http://127.0.0.1:8765/uploads/1",
        "/uploads/1",
        "",
    ],
)
def test_any_other_place_is_not(url: str) -> None:
    assert not may_upload_to(url, SHAREPOINT_HOSTS)


def test_on_the_loopback_channel_a_place_on_this_machine_is_allowed() -> None:
    assert may_upload_to("http://127.0.0.1:8765/uploads/1?name=a", LOOPBACK_ONLY)
    assert not may_upload_to(UPLOAD, LOOPBACK_ONLY)
