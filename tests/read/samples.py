"""Small files of every format, made on the spot."""

from __future__ import annotations

import io
import zlib
from email.message import EmailMessage


def a_pdf(lines: list[str], *, title: str = "", pages: int = 1) -> bytes:
    """A PDF with `lines` on each page, as a word processor would write it."""
    stream = ["BT /F1 12 Tf 72 720 Td 14 TL"]
    for line in lines:
        escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        stream.append(f"({escaped}) Tj T*")
    content = zlib.compress("\n".join([*stream, "ET"]).encode("latin-1"))
    kids = " ".join(f"{5 + number} 0 R" for number in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(content) + content + b"\nendstream",
    ]
    objects += [
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 3 0 R >> >> >>"
    ] * pages
    objects.append(f"<< /Title ({title}) >>".encode("latin-1"))
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects))
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def a_docx(lines: list[str], *, title: str = "") -> bytes:
    """A Word file with paragraphs and, at its end, a table of two cells."""
    import docx

    document = docx.Document()
    document.core_properties.title = title
    for line in lines:
        document.add_paragraph(line)
    row = document.add_table(rows=1, cols=2).rows[0]
    row.cells[0].text, row.cells[1].text = "Killed", "27"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def a_mail(body: str, *, html: bool = False, attachment: bool = False) -> bytes:
    """An e-mail from a press office."""
    message = EmailMessage()
    message["Subject"] = "Army says three soldiers killed near the river"
    message["From"] = "Press Office of the Army <press@example.org>"
    message["Date"] = "Fri, 03 May 2024 10:00:00 +0000"
    if html:
        message.set_content(body, subtype="html")
    else:
        message.set_content(body)
    if attachment:
        message.add_attachment(b"x", maintype="application", subtype="zip", filename="tables.zip")
    return message.as_bytes()


def a_page(*paragraphs: str) -> bytes:
    """A news page with navigation, metadata and a footer."""
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Three soldiers killed near the river - The Valley Times</title>
<meta property="og:title" content="Three soldiers killed near the river">
<meta property="og:site_name" content="The Valley Times">
<meta property="article:published_time" content="2024-05-03T08:00:00Z">
<link rel="canonical" href="https://valley-times.example/2024/river"></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Three soldiers killed near the river</h1>{body}</article>
<footer>Copyright The Valley Times</footer></body></html>""".encode()
