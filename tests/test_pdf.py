"""PDF files to documents."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfWriter

from headwater.reading import pdf
from headwater.reading.pdf import pdf as read_pdf
from headwater.reading.refusal import Refusal
from headwater.text import Document


def made(*pages: str, title: str | None = None) -> bytes:
    """A PDF with one line of text a page, written by hand so that the test knows what it holds."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>"]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for n, text in enumerate(pages):
        drawn = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {5 + 2 * n} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    info = ""
    if title:
        objects.append(f"<< /Title ({title}) >>")
        info = f"/Info {len(objects)} 0 R"
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    places = []
    for number, written in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{written}\nendobj\n".encode())
    table = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.writelines(f"{place:010d} 00000 n \n".encode() for place in places)
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R {info} >>\nstartxref\n{table}\n%%EOF".encode())
    return out.getvalue()


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def refused(raw: bytes) -> str:
    found = read_pdf(raw, "a.pdf")
    assert isinstance(found, Refusal), found
    return found.slug


def test_pages_are_joined_by_a_blank_line() -> None:
    found = read_pdf(made("The bridge fell.", "Nine were hurt.", title="Bridge falls"), "a.pdf")
    assert found == Document("a.pdf", "The bridge fell.\n\nNine were hurt.", "Bridge falls")


def test_a_word_processors_title_is_none() -> None:
    found = read_pdf(made("The bridge fell.", title="Microsoft Word - bridge.docx"), "a.pdf")
    assert isinstance(found, Document) and found.title is None


def test_broken_files_are_refused() -> None:
    assert (
        refused(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\ntrailer << /Root 1 0 R >>")
        == "broken-pdf"
    )
    assert refused(b"%PDF-1.4\n" + bytes(range(256)) * 40) == "broken-pdf"


def test_encrypted_files_are_refused() -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    assert refused(written(writer)) == "encrypted"


def test_pages_without_characters_are_refused() -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    assert refused(written(writer)) == "no-text"


def test_a_file_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "SECONDS", 0.01)
    assert refused(made("The bridge fell.")) == "broken-pdf"
