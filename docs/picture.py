"""python docs/picture.py: draws docs/record.svg, the picture of the README, from docs/example.txt.

It is what `onrecord read docs/example.txt` prints, drawn by Rich.
"""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console

import onrecord
from onrecord.serve.render import show_record

FOLDER = Path(__file__).parent


def draw() -> str:
    """The picture as SVG; the same input and version give the same bytes."""
    console = Console(
        record=True, width=112, file=io.StringIO(), force_terminal=True, color_system="truecolor"
    )
    show_record(console, onrecord.read(FOLDER / "example.txt"))
    return console.export_svg(title="onrecord read docs/example.txt", unique_id="record")


if __name__ == "__main__":
    (FOLDER / "record.svg").write_text(draw(), encoding="utf-8")
