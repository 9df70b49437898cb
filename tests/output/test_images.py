"""Images made in a process of their own, with Japanese letters from the installed fonts."""

import io
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pandas as pd
import pytest
from PIL import Image

from yamato_dx.errors import YamatoDxError
from yamato_dx.output import children
from yamato_dx.output.charts.kpi_by_year import kpi_by_year
from yamato_dx.output.charts.kpi_chart import KpiChart
from yamato_dx.output.context import ExportContext
from yamato_dx.output.images.making import chart_png, chart_svg
from yamato_dx.output.images.spec import image_spec
from yamato_dx.plan.model.types import Kpi

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def chart(kpi: Callable[..., Kpi]) -> KpiChart:
    rows = pd.DataFrame(
        {
            "fiscal_year": [2024, 2025],
            "value": [640.0, float("nan")],
            "target": [600.0, 1200.0],
            "is_chosen": [False, True],
            "label": ["R6年度", "R7年度"],
            "value_label": ["640", ""],
            "target_label": ["目標 600", "目標 1,200"],
            "target_figure": ["600", "1,200"],
            "target_number": ["600", "1,200"],
            "gap_label": ["40件 上回る", ""],
            "gap_tone": ["good", "ink"],
            "missing_label": ["", "実績の報告なし"],
        }
    )
    return replace(kpi_by_year(rows, kpi(), "ja", narrow=False), title="発行件数 <&>")


def texts(svg: bytes) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_an_svg_says_what_the_page_says(chart: KpiChart, context: ExportContext) -> None:
    svg = chart_svg(chart, replace(context, is_sample=True))
    said = texts(svg)
    for words in (
        "発行件数 <&>",
        "年度計・件",
        "640",
        "目標 1,200",
        "40件 上回る",
        "実績の報告なし",
    ):
        assert words in said
    assert "抽出条件：令和7年度、取組事項4" in said
    assert "記録の時点：2026-05-11 14:03" in said
    assert any("架空の内容" in one for one in said)
    root = ElementTree.fromstring(svg)
    assert root.attrib["role"] == "img"
    assert [root[0].tag, root[0].text] == [f"{SVG}title", "発行件数 <&>"]
    assert [root[1].tag, root[1].text] == [f"{SVG}desc", chart.alt]


def test_a_png_is_as_large_as_the_page_times_its_scale(
    chart: KpiChart, context: ExportContext
) -> None:
    png = chart_png(chart, context, scale=2)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert Image.open(io.BytesIO(png)).width == 2 * (chart.width + 48)


def drawn(words: str, chart: KpiChart, context: ExportContext) -> bytes:
    """The pixels of a title."""
    png = chart_png(replace(chart, title=words), context, scale=1)
    picture = Image.open(io.BytesIO(png)).convert("L")
    return picture.crop((0, 20, 200, 60)).tobytes()


def test_japanese_letters_are_drawn_and_not_boxes(chart: KpiChart, context: ExportContext) -> None:
    nowhere = drawn("\U000f1234", chart, context)  # no font has a letter here
    one, other = drawn("滞", chart, context), drawn("町", chart, context)
    assert len({nowhere, one, other}) == 3


def test_missing_stays_missing_in_an_image(chart: KpiChart, context: ExportContext) -> None:
    rows = image_spec(chart, context)["data"]["values"]
    assert [row["value"] for row in rows] == [640.0, None]


def test_the_engine_stays_out_of_the_server() -> None:
    loaded = "import sys, yamato_dx.output.images.making; print('vl_convert' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, check=True)
    assert done.stdout.strip() == b"False"


def test_no_address_is_called(chart: KpiChart, context: ExportContext) -> None:
    elsewhere = {**chart.spec["layer"][1], "data": {"url": "http://127.0.0.1:9/data.json"}}
    spec = {**chart.spec, "layer": [*chart.spec["layer"], elsewhere]}
    with pytest.raises(YamatoDxError):
        chart_svg(replace(chart, spec=spec), context)


@pytest.fixture(params=["hangs", "fails"])
def broken_engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    errors = {
        "hangs": subprocess.TimeoutExpired("worker", 30),
        "fails": subprocess.CalledProcessError(1, "worker"),
    }

    def run(*_: object, **__: object) -> None:
        raise errors[request.param]

    monkeypatch.setattr(children.subprocess, "run", run)


@pytest.mark.usefixtures("broken_engine")
def test_an_engine_that_breaks_is_one_sentence(chart: KpiChart, context: ExportContext) -> None:
    with pytest.raises(YamatoDxError, match="図の画像を作成できませんでした"):
        chart_png(chart, context)


def test_long_words_are_cut_into_lines(chart: KpiChart, context: ExportContext) -> None:
    spec = image_spec(replace(chart, title="長" * 100), replace(context, source="字" * 200))
    words = [
        layer["data"]["values"][0]["words"]
        for layer in spec["layer"]
        if "words" in layer.get("data", {"values": [{}]})["values"][0]
    ]
    assert max(map(len, words)) < 60
    assert "".join(words).count("長") == 100
    assert "".join(words).count("字") == 200
