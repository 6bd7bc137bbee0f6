"""Where people sign in, and as whose application we ask: Entra in production, a page on this machine in the
demo.

Every tenant has addresses of its own below the provider's, and a token's issuer names the tenant, so a
token of one tenant can never be taken for one of another. Reading the environment does not belong here.
"""

from __future__ import annotations

from dataclasses import dataclass

ENTRA_URL = "https://login.microsoftonline.com"


@dataclass(frozen=True)
class IdentityProvider:
    """The provider at `url`, which has no slash at its end; addresses are laid out as Entra's (version
    2.0)."""

    url: str

    def issuer(self, tenant: str) -> str:
        return f"{self.url}/{tenant}/v2.0"

    def metadata_url(self, tenant: str) -> str:
        return f"{self.url}/{tenant}/v2.0/.well-known/openid-configuration"

    def sign_in_url(self, tenant: str) -> str:
        """Where the browser is sent."""
        return f"{self.url}/{tenant}/oauth2/v2.0/authorize"

    def token_url(self, tenant: str) -> str:
        """Where a code is changed into a token."""
        return f"{self.url}/{tenant}/oauth2/v2.0/token"


ENTRA = IdentityProvider(ENTRA_URL)
"""The public cloud."""
