"""The fake Microsoft's keys: a signing key for channel tokens and a certificate for its token service.

Made anew for every run and kept in that run's temporary folder; nothing here is a secret of anything real.
"""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from jwt.algorithms import RSAAlgorithm

from benchmarks.identity import BOT_ID, CHANNEL, ISSUER

KEY_ID = "benchmark-key"
LIFETIME = 3600
"""Seconds a token lives; longer than any run."""


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def key_set(key: rsa.RSAPrivateKey) -> dict[str, Any]:
    """The public half, as the channel publishes it (a JWKS with the endorsed channel)."""
    public = json.loads(RSAAlgorithm.to_jwk(key.public_key()))
    return {"keys": [public | {"kid": KEY_ID, "use": "sig", "alg": "RS256", "endorsements": [CHANNEL]}]}


def channel_token(key: rsa.RSAPrivateKey, service_url: str) -> str:
    """What the channel sends with an activity: signed for our bot and this service URL."""
    now = int(time.time())
    claims = {
        "iss": ISSUER,
        "aud": BOT_ID,
        "nbf": now - 60,
        "exp": now + LIFETIME,
        "serviceurl": service_url,
        "channelid": CHANNEL,
    }
    return jwt.encode(claims, key, algorithm="RS256", headers={"kid": KEY_ID})


def write_certificate(folder: Path) -> tuple[Path, Path]:
    """A self-signed certificate for 127.0.0.1 and its key, as PEM files: (certificate, key)."""
    key = new_key()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate_file, key_file = folder / "certificate.pem", folder / "key.pem"
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate_file, key_file
