"""ods, written by hand: the few elements that a table needs."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from benchmarks.intake_faults.book import Book, Cell, Grid

_MIMETYPE: Final = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES: Final = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
    )
)
_MANIFEST: Final = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIMETYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""  # noqa: E501 - as the format wants it
_STRUCK: Final = '<style:text-properties style:text-line-through-style="solid"/>'
_WHITE: Final = '<style:text-properties fo:color="#ffffff"/>'
_FORM: Final = re.compile(
    r'(?P<whole>[#,0]+)(?:\.(?P<digits>0+))?(?P<percent>%)?(?:"(?P<unit>[^"]*)")?'
)

Look = tuple[str, bool, bool]


def ods_bytes(book: Book) -> bytes:
    looks: dict[Look, str] = {}
    tables = "".join(_table(grid, looks) for grid in book.sheets)
    styles = "".join(_style(look, name) for look, name in looks.items())
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES} '
        f'office:version="1.2"><office:automatic-styles>{styles}'
        f'<style:style style:name="struck" style:family="text">{_STRUCK}</style:style>'
        '<style:style style:name="unseen" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
        "</office:automatic-styles><office:body><office:spreadsheet>"
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), _MIMETYPE)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", content)
    return file.getvalue()


def _table(grid: Grid, looks: dict[Look, str]) -> str:
    starts = {area[:2]: area for area in grid.merged}
    covered = {
        (row, column)
        for top, left, bottom, right in grid.merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - set(starts)
    columns = "".join(
        f"<table:table-column{_unseen(column in grid.hidden_columns)}/>"
        for column in range(grid.width)
    )
    rows = ""
    for row, cells in enumerate(grid.padded()):
        told = "".join(
            "<table:covered-table-cell/>"
            if (row, column) in covered
            else _cell(cell, _span(starts.get((row, column))), looks)
            for column, cell in enumerate(cells)
        )
        rows += f"<table:table-row{_unseen(row in grid.hidden_rows)}>{told}</table:table-row>"
    style = ' table:style-name="unseen"' if grid.is_hidden else ""
    return f"<table:table table:name={quoteattr(grid.name)}{style}>{columns}{rows}</table:table>"


def _unseen(is_hidden: bool) -> str:
    return ' table:visibility="collapse"' if is_hidden else ""


def _span(area: tuple[int, int, int, int] | None) -> str:
    if area is None:
        return ""
    top, left, bottom, right = area
    return (
        f' table:number-rows-spanned="{bottom - top + 1}"'
        f' table:number-columns-spanned="{right - left + 1}"'
    )


def _cell(cell: Cell, span: str, looks: dict[Look, str]) -> str:
    text = _paragraphs(cell)
    if not text:
        return f"<table:table-cell{span}/>"
    look = (cell.form if cell.number is not None else "", cell.is_struck, cell.is_white)
    style = ""
    if look != ("", False, False):
        style = f' table:style-name="{looks.setdefault(look, f"ce{len(looks) + 1}")}"'
    kind = ' office:value-type="string"'
    if cell.number is not None:
        is_percent = cell.form.endswith("%")
        kind = f' office:value-type="{"percentage" if is_percent else "float"}"'
        kind += f' office:value="{cell.number!r}"'
    return f"<table:table-cell{style}{kind}{span}>{text}</table:table-cell>"


def _paragraphs(cell: Cell) -> str:
    if cell.struck_part:
        old = f'<text:span text:style-name="struck">{escape(cell.struck_part)}</text:span>'
        return f"<text:p>{old}{escape(cell.text)}</text:p>"
    return "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.text.split("\n") if line)


def _style(look: Look, name: str) -> str:
    form, is_struck, is_white = look
    data, told = "", ""
    found = _FORM.fullmatch(form)
    if found:
        digits = len(found["digits"] or "")
        number = (
            f'<number:number number:min-integer-digits="1" number:decimal-places="{digits}"'
            f"{' number:grouping=' + quoteattr('true') if ',' in form else ''}/>"
        )
        kind = "percentage" if found["percent"] else "number"
        words = "%" if found["percent"] else found["unit"] or ""
        behind = f"<number:text>{escape(words)}</number:text>" if words else ""
        data = f'<number:{kind}-style style:name="N{name}">{number}{behind}</number:{kind}-style>'
        told = f' style:data-style-name="N{name}"'
    looks = _STRUCK * is_struck + _WHITE * is_white
    return (
        f'{data}<style:style style:name="{name}" style:family="table-cell"{told}>'
        f"{looks}</style:style>"
    )
