"""Organisations' apps with every detail in place, so that a test names only the detail it is about."""

from __future__ import annotations

from teams.organisation import OrganisationApp


def hvidovre_app(**changes: str) -> OrganisationApp:
    details = {
        "name": "Hvidovre Kommune",
        "app_id": "7d0b3a52-4b0e-4b8e-9a51-3f2f4c9f1a01",
        "bot_id": "0f9e8d7c-6b5a-4c3d-8e1f-0a1b2c3d4e5f",
        "public_url": "https://bot.example.dk",
        "website_url": "https://bot.example.dk/",
        "privacy_url": "https://bot.example.dk/privacy",
        "terms_url": "https://bot.example.dk/terms",
        "version": "1.0.0",
    }
    return OrganisationApp(**(details | changes))
