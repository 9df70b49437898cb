"""The certificate and key that `serve` is given, read; what is wrong with them in one sentence.

OpenSSL says of a certificate, a key and a password alike that «PEM lib» failed, so each is looked
at before it gets them.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes, PublicKeyTypes

from yamato_dx.errors import UsageError
from yamato_dx.i18n import TOKYO

# Of TLS 1.2; those of 1.3 are all of this kind. What was said stays secret when the key is known
# one day, and nobody changes it on the way.
CIPHERS: Final = "ECDHE+AESGCM:ECDHE+CHACHA20"
PEM: Final = serialization.Encoding.PEM
PUBLIC: Final = serialization.PublicFormat.SubjectPublicKeyInfo


class TlsFiles(NamedTuple):
    """PEM files: the server's certificate, those of who signed it behind it, and its key."""

    certificate: Path
    key: Path


def tls_context(files: TlsFiles) -> ssl.SSLContext:
    """From TLS 1.2 on. Raises UsageError: not there, no PEM, a key with a password, a key of
    another certificate, one that is over or has not begun."""
    certificate = certificate_in(files.certificate)
    key = _key(files.key)
    if _public(certificate.public_key()) != _public(key.public_key()):
        raise UsageError("web.tls.other_key", key=files.key, certificate=files.certificate)
    _require_valid(certificate, files.certificate)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(CIPHERS)
    try:
        context.load_cert_chain(files.certificate, files.key)
    except ssl.SSLError as error:  # a key that OpenSSL thinks too short, a chain that is none
        reason = error.reason or str(error)
        raise UsageError("web.tls.not_used", certificate=files.certificate, why=reason) from error
    context.set_alpn_protocols(["http/1.1"])
    return context


def require_name(path: Path, names: Iterable[str]) -> None:
    """That the certificate in `path` is for at least one of the names and addresses at which the
    server is opened. Raises UsageError: every browser would warn of it."""
    certificate = certificate_in(path)
    try:
        extension = certificate.extensions.get_extension_for_class(
            x509.SubjectAlternativeName
        ).value
        own = [*extension.get_values_for_type(x509.DNSName), *_addresses(extension)]
    except x509.ExtensionNotFound:
        own = []
    asked = [name.lower() for name in names]
    if not any(_covers(own_name.lower(), name) for own_name in own for name in asked):
        facts = {"names": ", ".join(asked), "own": ", ".join(own) or "–"}
        raise UsageError("web.tls.other_name", certificate=path, **facts)


def _addresses(extension: x509.SubjectAlternativeName) -> list[str]:
    return [str(address) for address in extension.get_values_for_type(x509.IPAddress)]


def _covers(own: str, name: str) -> bool:
    """«*.lg.jp» stands for one word before the first dot."""
    return own == name or (own.startswith("*.") and own[1:] == name[name.find(".") :] != name)


def certificate_in(path: Path) -> x509.Certificate:
    """The first of the file. Raises UsageError."""
    try:
        return x509.load_pem_x509_certificates(_bytes(path))[0]
    except (ValueError, IndexError) as error:
        raise UsageError("web.tls.no_certificate", file=path) from error


def _key(path: Path) -> PrivateKeyTypes:
    try:
        return serialization.load_pem_private_key(_bytes(path), password=None)
    except TypeError as error:
        raise UsageError("web.tls.password", file=path) from error
    except Exception as error:  # what is no key, or of a kind that is not known
        raise UsageError("web.tls.no_key", file=path) from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError("cli.file_not_read", file=path, error=error.strerror) from error


def _public(key: PublicKeyTypes) -> bytes:
    return key.public_bytes(PEM, PUBLIC)


def _require_valid(certificate: x509.Certificate, path: Path) -> None:
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not begins <= datetime.now(UTC) <= ends:
        first, last = (moment.astimezone(TOKYO).date().isoformat() for moment in (begins, ends))
        raise UsageError("web.tls.not_in_force", file=path, first=first, last=last)
