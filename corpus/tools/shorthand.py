"""The line form of coding: `code: |` with one record a line becomes the mappings that the coder reads.

A line is a letter and fields between ` | `. Inside a field ` / ` parts accepted names and ` + ` parts parties
or spans, so that no quote of a text needs YAML quoting. See GUIDELINES.md, "Line form".

    A key | names | PAK GOV | mentions | org=$x | hidden
    S who | cue | says + says | act | via=a + b | id=x | inside=x | org= | form= | opt
    F value | thing | action | evidence | agent= | period= | place= | scope= | source= | part= | opt | ...
    E TYPE.mode | actor + actor > recipient | evidence | status= | date= | place= | source= | opt
    P mention PAK 33.6 73.1
    N number that is no figure / another
    D F period=2024-01 | place=Quetta
    M main speaker
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from corpus.tools.vocabulary import COUNTRIES, SECTORS

Row = dict[str, Any]
COUNTRY_CODES = COUNTRIES - set(SECTORS)  # IGO and NGO are both; a writer's field takes them as sectors
FLAGS = {"opt", "hidden", "implied"}
RENAMED = {"part": "part_of"}
PARTIES = {"via"}
DEFAULTS = {"F": "figures", "E": "events", "S": "statements"}
WANTED = {"A": 2, "S": 3, "F": 4, "E": 3}
OPTIONS = """agent period place scope source part part_of status measure bound date context via id inside org
form act""".split()


class LineError(ValueError):
    """A line that is not of the line form."""


def parts(field: str, mark: str) -> list[str]:
    """The pieces of a field between marks that stand alone; empty ones are left out."""
    return [p for p in split(field, mark) if p]


def split(field: str, mark: str) -> list[str]:
    return [p.strip() for p in re.split(rf"(?<!\S){re.escape(mark)}(?!\S)", field)]


def choices(field: str) -> str:
    """Accepted names as the coder parts them."""
    return " | ".join(parts(field, "/"))


def options(fields: list[str]) -> Row:
    """`key=value` fields and flags."""
    out: Row = {}
    for field in fields:
        name, is_pair, value = field.partition("=")
        name, value = name.strip(), value.strip()
        if not is_pair and name in FLAGS:
            out[name] = "true"
        elif is_pair and name in OPTIONS:
            out[RENAMED.get(name, name)] = (
                [choices(p) for p in parts(value, "+")] if name in PARTIES else choices(value)
            )
        else:
            raise LineError(f"{field!r}: want opt, hidden, implied or one of {', '.join(OPTIONS)} with =")
    return out


def actor(fields: list[str]) -> Row:
    row: Row = {"names": choices(fields[1])}
    rest = fields[2:]
    if rest and "=" not in rest[0] and rest[0] not in FLAGS:
        for code in re.findall(r"[^\s/]+", rest.pop(0)):
            slot = "country" if code in COUNTRY_CODES else "sector"
            row[slot] = f"{row[slot]} | {code}" if slot in row else code
    if rest and "=" not in rest[0] and rest[0] not in FLAGS:
        row["mentions"] = choices(rest.pop(0))
    return row | options(rest)


def statement(fields: list[str]) -> Row:
    row: Row = {"who": choices(fields[0]), "cue": parts(fields[1], "+"), "says": parts(fields[2], "+")}
    rest = fields[3:]
    if rest and "=" not in rest[0] and rest[0] not in FLAGS:
        row["act"] = rest.pop(0)
    return {k: v for k, v in row.items() if v} | options(rest)


def figure(fields: list[str]) -> Row:
    row = {"v": fields[0], "thing": choices(fields[1]), "action": choices(fields[2]), "ev": fields[3]}
    return row | options(fields[4:])


def event(fields: list[str]) -> Row:
    codes = [c.split(".") for c in parts(fields[0], "/")]
    row: Row = {"type": " | ".join(c[0] for c in codes)}
    modes = [m for c in codes for m in c[1:]]
    if modes:
        row["mode"] = " | ".join(modes)
    sides = split(fields[1], ">")
    for slot, side in zip(("actor", "to"), sides, strict=False):
        if parts(side, "+"):
            row[slot] = [choices(p) for p in parts(side, "+")]
    if len(sides) > 2:
        raise LineError(f"{fields[1]!r}: more than one >")
    return row | {"ev": fields[2]} | options(fields[3:])


def place(line: str) -> tuple[str, Any]:
    match = re.fullmatch(r"(.+?)\s+([A-Z]{3})(?:\s+(-?\d[\d.]*)[,\s]\s*(-?\d[\d.]*))?", line)
    if not match:
        raise LineError(f"P {line}: want P mention PAK or P mention PAK 33.6 73.1")
    return match[1], [match[2], match[3], match[4]] if match[3] else match[2]


MAKERS: dict[str, tuple[str, Callable[[list[str]], Row]]] = {
    "S": ("statements", statement),
    "F": ("figures", figure),
    "E": ("events", event),
}


def read_line(line: str, out: Row) -> None:
    letter, _, rest = line.partition(" ")
    fields = split(rest, "|")
    if letter in WANTED and len(fields) < WANTED[letter]:
        raise LineError(f"want at least {WANTED[letter]} fields between |")
    if letter == "A":
        out.setdefault("actors", {})[fields[0]] = actor(fields)
    elif letter in MAKERS:
        kind, make = MAKERS[letter]
        out.setdefault(kind, []).append(make(fields))
    elif letter == "P":
        mention, value = place(rest.strip())
        out.setdefault("places", {})[mention] = value
    elif letter == "N":
        out.setdefault("none_numbers", []).extend(parts(rest, "/"))
    elif letter == "D":
        kind, _, values = rest.strip().partition(" ")
        defaults = options(split(values, "|"))
        out.setdefault("defaults", {})[DEFAULTS.get(kind, kind)] = defaults
    elif letter == "M":
        out["main"] = choices(rest)
    else:
        raise LineError(f"starts with {letter!r}, want one of A S F E P N D M")


def expand(raw: Row) -> tuple[Row, list[str]]:
    """The item with its `code` lines as mappings beside its other fields, and what is wrong with them."""
    if "code" not in raw:
        return raw, []
    out: Row = {}
    problems = []
    for line in str(raw["code"]).splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        try:
            read_line(line, out)
        except LineError as err:
            problems.append(f"code line {line[:70]!r}: {err}")
    both = set(out) & set(raw)
    problems += [f"{field} both in code and beside it" for field in sorted(both)]
    return {k: v for k, v in raw.items() if k != "code"} | out, problems
