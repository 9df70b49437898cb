"""One authority and certificate for all tests of a module."""

from __future__ import annotations

from pathlib import Path

import pytest

from yamato_dx.web.tls.making import MadeCertificate, make_certificate

NAME = "dx.example.lg.jp"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeCertificate:
    return make_certificate([NAME, "192.0.2.7"], tmp_path_factory.mktemp("tls"), 30)


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the certificate of somebody else."""
    folder = tmp_path_factory.mktemp("other")
    make_certificate(["other.example"], folder, 30)
    return folder
