"""A certificate for those who have nobody to ask: an authority of their own that signs it.

The authority may sign nothing but the names that it was made for (name constraints), so that its
key, taken from the server, opens no other site to anybody who trusts it.
"""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from yamato_dx.errors import Refused, UsageError
from yamato_dx.i18n import TOKYO
from yamato_dx.own_files import as_files_of_person

AUTHORITY: Final = "authority"
AUTHORITY_DAYS: Final = 3650
# What browsers take of an authority that the machine's owner has put there.
MOST_DAYS: Final = 825
OWN_NAMES: Final = ("localhost", "127.0.0.1", "::1")
DNS_NAME: Final = re.compile(
    r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*"
)
# Clocks of the clients may be a little behind.
EARLIER: Final = timedelta(hours=1)

Key = ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class MadeCertificate:
    """`names`: names and addresses of the certificate. `is_authority_new`: clients do not trust it
    yet."""

    authority: Path
    certificate: Path
    key: Path
    names: tuple[str, ...]
    valid_until: str
    is_authority_new: bool


def make_certificate(names: Sequence[str], folder: Path, days: int) -> MadeCertificate:
    """An authority in `folder`, if there is none yet, and a certificate of `names` that it signs.

    Raises UsageError for what is no name, or no number of days that browsers take; Refused where
    a file is there already or cannot be written, or the authority there is of other names.
    """
    wanted = tuple(dict.fromkeys((*(_name(name) for name in names), *OWN_NAMES)))
    if not 1 <= days <= MOST_DAYS:
        raise UsageError("web.tls.days", written=days, most=MOST_DAYS)
    stem = wanted[0].replace(":", "_")
    certificate, key_file = folder / f"{stem}.crt", folder / f"{stem}.key"
    taken = next((path for path in (certificate, key_file) if path.exists()), None)
    if taken:
        raise Refused("web.tls.taken", file=taken)
    is_new = not (folder / f"{AUTHORITY}.crt").exists()
    authority, authority_key = _made_authority(wanted, folder) if is_new else _authority(folder)
    _require_covered(authority, wanted, folder)
    key = ec.generate_private_key(ec.SECP256R1())
    ends = min(_now() + timedelta(days=days), authority.not_valid_after_utc)
    signed = _signed(wanted, key, authority, ends).sign(authority_key, hashes.SHA256())
    _write(key_file, _pem_of_key(key))
    _write(certificate, _pem(signed))
    until = ends.astimezone(TOKYO).date().isoformat()
    return MadeCertificate(
        folder / f"{AUTHORITY}.crt", certificate, key_file, wanted, until, is_new
    )


def _name(written: str) -> str:
    """A name or an address, as certificates hold it. Raises UsageError."""
    try:
        return str(ipaddress.ip_address(written.strip("[]")))
    except ValueError:
        name = written.lower()
    if not DNS_NAME.fullmatch(name):
        raise UsageError("web.tls.no_name", written=written)
    return name


def _made_authority(names: Sequence[str], folder: Path) -> tuple[x509.Certificate, Key]:
    key = ec.generate_private_key(ec.SECP256R1())
    title = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Yamato DX ({names[0]})")])
    begins = _now() - EARLIER
    authority = (
        _begun(title, title, key.public_key())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=AUTHORITY_DAYS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(is_authority=True), critical=True)
        .add_extension(_only(names), critical=True)
        .sign(key, hashes.SHA256())
    )
    _write(folder / f"{AUTHORITY}.key", _pem_of_key(key))
    _write(folder / f"{AUTHORITY}.crt", _pem(authority))
    return authority, key


def _authority(folder: Path) -> tuple[x509.Certificate, Key]:
    """The one that is in `folder`. Raises Refused where it cannot be read."""
    try:
        authority = x509.load_pem_x509_certificate((folder / f"{AUTHORITY}.crt").read_bytes())
        written = (folder / f"{AUTHORITY}.key").read_bytes()
        key = serialization.load_pem_private_key(written, password=None)
    except (OSError, ValueError, TypeError) as error:
        raise Refused("web.tls.authority_not_read", folder=folder) from error
    assert isinstance(key, ec.EllipticCurvePrivateKey), "an authority of ours has no other key"
    return authority, key


def _require_covered(authority: x509.Certificate, names: Sequence[str], folder: Path) -> None:
    """Raises Refused: with the authority for others, browsers would take none of `names`."""
    constraints = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    known = {str(name.value) for name in constraints.permitted_subtrees or ()}
    others = [name for name in names if str(_range(name).value) not in known]
    if others:
        raise Refused("web.tls.other_names", folder=folder, names=", ".join(others))


def _signed(
    names: Sequence[str], key: Key, authority: x509.Certificate, ends: datetime
) -> x509.CertificateBuilder:
    title = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:64])])
    signer = authority.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    of_signer = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(signer)
    only_server = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    return (
        _begun(title, authority.subject, key.public_key())
        .not_valid_before(_now() - EARLIER)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(is_authority=False), critical=True)
        .add_extension(only_server, critical=False)
        .add_extension(of_signer, critical=False)
        .add_extension(
            x509.SubjectAlternativeName([_general(name) for name in names]), critical=False
        )
    )


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _only(names: Sequence[str]) -> x509.NameConstraints:
    return x509.NameConstraints([_range(name) for name in names], None)


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _range(name: str) -> x509.GeneralName:
    """As constraints name it: an address is the network of it alone."""
    try:
        return x509.IPAddress(ipaddress.ip_network(name))
    except ValueError:
        return x509.DNSName(name)


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _pem_of_key(key: Key) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _write(path: Path, content: bytes) -> None:
    """A new file; a key for who makes it alone. Raises Refused."""
    mode = 0o600 if path.suffix == ".key" else 0o644
    try:
        with as_files_of_person():
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
    except FileExistsError as error:
        raise Refused("web.tls.taken", file=path) from error
    except OSError as error:
        raise Refused("store.target_not_writable", path=path) from error


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
