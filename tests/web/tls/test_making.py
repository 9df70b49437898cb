"""A certificate of our own: whom it is for, who may read its key, what is never written over."""

from __future__ import annotations

import ipaddress
import os
import stat

import pytest
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from tests.web.tls.conftest import NAME
from yamato_dx.errors import Refused, UsageError
from yamato_dx.web.tls.making import MadeCertificate, make_certificate


def read(made: MadeCertificate) -> tuple[x509.Certificate, x509.Certificate]:
    """The certificate, and its authority's."""
    files = (made.certificate, made.authority)
    one, two = (x509.load_pem_x509_certificate(path.read_bytes()) for path in files)
    return one, two


@pytest.mark.parametrize("name", [NAME, "192.0.2.7", "localhost", "127.0.0.1"])
def test_whoever_trusts_the_authority_takes_it_for_its_names(
    made: MadeCertificate, name: str
) -> None:
    certificate, authority = read(made)
    try:
        subject: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        subject = x509.DNSName(name)
    verifier = PolicyBuilder().store(Store([authority])).build_server_verifier(subject)
    verifier.verify(certificate, [])


def test_for_another_name_nobody_takes_it(made: MadeCertificate) -> None:
    certificate, authority = read(made)
    other = x509.DNSName("bank.example")
    with pytest.raises(VerificationError):
        PolicyBuilder().store(Store([authority])).build_server_verifier(other).verify(
            certificate, []
        )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_keys_are_for_who_made_them_alone(made: MadeCertificate) -> None:
    for key in (made.key, made.authority.with_suffix(".key")):
        assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_nothing_is_written_over(made: MadeCertificate) -> None:
    before = {path: path.read_bytes() for path in made.key.parent.iterdir()}
    with pytest.raises(Refused) as refused:
        make_certificate([NAME], made.key.parent, 30)
    assert refused.value.message_id == "web.tls.taken"
    assert {path: path.read_bytes() for path in made.key.parent.iterdir()} == before


def test_the_authority_signs_again_for_its_own_names_alone(made: MadeCertificate) -> None:
    again = make_certificate(["192.0.2.7"], made.key.parent, 30)
    assert not again.is_authority_new
    with pytest.raises(Refused) as refused:
        make_certificate(["bank.example"], made.key.parent, 30)
    assert refused.value.message_id == "web.tls.other_names"


@pytest.mark.parametrize(
    ("names", "days", "message_id"),
    [
        (["https://dx.example/"], 30, "web.tls.no_name"),
        (["dx example"], 30, "web.tls.no_name"),
        (["*"], 30, "web.tls.no_name"),
        (["計画.example"], 30, "web.tls.no_name"),
        ([NAME], 826, "web.tls.days"),  # more than browsers take
        ([NAME], 0, "web.tls.days"),
    ],
)
def test_what_no_browser_would_take_is_not_made(
    made: MadeCertificate, names: list[str], days: int, message_id: str
) -> None:
    folder = made.key.parent / "none"
    with pytest.raises(UsageError) as refused:
        make_certificate(names, folder, days)
    assert refused.value.message_id == message_id
    assert not folder.exists()
