"""What is wrong with a certificate or its key is one sentence before anything listens."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from yamato_dx.errors import UsageError
from yamato_dx.i18n import LANGUAGES
from yamato_dx.web.tls import context
from yamato_dx.web.tls.context import TlsFiles, require_name, tls_context
from yamato_dx.web.tls.making import MadeCertificate


def with_password(made: MadeCertificate, folder: Path) -> TlsFiles:
    key = serialization.load_pem_private_key(made.key.read_bytes(), password=None)
    path = folder / "locked.key"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(b"secret"),
        )
    )
    return TlsFiles(made.certificate, path)


def of_another(made: MadeCertificate, folder: Path) -> TlsFiles:
    return TlsFiles(made.certificate, folder / "other.example.key")


WRONG: list[tuple[str, Callable[[MadeCertificate, Path], TlsFiles]]] = [
    ("web.tls.password", with_password),
    ("web.tls.other_key", of_another),
    ("web.tls.no_certificate", lambda made, _: TlsFiles(made.key, made.key)),
    ("web.tls.no_key", lambda made, _: TlsFiles(made.certificate, made.certificate)),
    ("cli.file_not_read", lambda made, folder: TlsFiles(folder / "none.crt", made.key)),
    ("cli.file_not_read", lambda made, folder: TlsFiles(folder, made.key)),
]


@pytest.mark.parametrize(("message_id", "files"), WRONG)
def test_what_does_not_fit_is_told(
    made: MadeCertificate,
    other: Path,
    message_id: str,
    files: Callable[[MadeCertificate, Path], TlsFiles],
) -> None:
    with pytest.raises(UsageError) as refused:
        tls_context(files(made, other))
    assert refused.value.message_id == message_id
    assert all("secret" not in refused.value.sentence(lang) for lang in LANGUAGES)


def test_a_certificate_that_is_over_is_not_served(
    made: MadeCertificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Later(datetime):
        @classmethod
        def now(cls, _zone: object = None) -> datetime:  # type: ignore[override]
            return datetime.now(UTC) + timedelta(days=31)

    monkeypatch.setattr(context, "datetime", Later)
    with pytest.raises(UsageError) as refused:
        tls_context(TlsFiles(made.certificate, made.key))
    assert refused.value.message_id == "web.tls.not_in_force"


@pytest.mark.parametrize(
    ("names", "is_taken"),
    [
        (["dx.example.lg.jp"], True),
        (["192.0.2.9", "DX.example.lg.jp"], True),  # opened by another name too
        (["192.0.2.7"], True),
        (["other.example.lg.jp"], False),
        (["192.0.2.9"], False),
    ],
)
def test_a_certificate_for_other_names_is_not_served(
    made: MadeCertificate, names: list[str], is_taken: bool
) -> None:
    with nullcontext() if is_taken else pytest.raises(UsageError) as refused:
        require_name(made.certificate, names)
    if refused:
        assert "dx.example.lg.jp" in refused.value.sentence("en")


@pytest.mark.parametrize(
    ("own", "name", "is_covered"),
    [
        ("*.example.lg.jp", "dx.example.lg.jp", True),
        ("*.example.lg.jp", "a.dx.example.lg.jp", False),
        ("*.example.lg.jp", "example.lg.jp", False),
    ],
)
def test_a_star_stands_for_one_word(own: str, name: str, is_covered: bool) -> None:
    assert context._covers(own, name) is is_covered


def test_nothing_before_tls_1_2_is_spoken(made: MadeCertificate) -> None:
    spoken = tls_context(TlsFiles(made.certificate, made.key))
    assert spoken.minimum_version == ssl.TLSVersion.TLSv1_2


def test_every_cipher_keeps_what_was_said_secret_later(made: MadeCertificate) -> None:
    ciphers = tls_context(TlsFiles(made.certificate, made.key)).get_ciphers()
    of_1_3 = {str(cipher["name"]) for cipher in ciphers if cipher["protocol"] == "TLSv1.3"}
    assert of_1_3
    others = [cipher for cipher in ciphers if cipher["name"] not in of_1_3]
    assert others
    assert all(str(cipher["name"]).startswith("ECDHE-") for cipher in others)
    assert all(cipher["aead"] for cipher in ciphers)
