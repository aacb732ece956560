"""Convert the MIT-licensed PETRARCH2 and NGEC dictionaries into tables of this folder.

    python -m tools.convert_dictionaries FOLDER

Writes `tools/registry/phoenix_organisations.psv`, `phoenix_groups.psv`, `phoenix_holders.psv` and
`agents.psv`. Taken over: armed groups, international bodies of two words or more, heads of state and
government in office after 1975, and role nouns with one sector. Everybody else in the files (ministers
of a few months, city names, private persons) stays out. The files end about 2014.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from tools.build_registry import plural_of

TABLES = Path(__file__).parent / "registry"
_CODE = re.compile(r"\[([A-Z~-]+)\s*([^\]]*)\]")
_SMALL = frozenset("of the and for in on de del la le et al to du des und der di".split())
_BAD = re.compile(r"[,;|#\"()/]|\d{3}")
_FIRST_YEAR = 75
_SOURCE = "# From the PETRARCH2 and NGEC dictionaries (MIT; see data/LICENSE.petrarch2.txt); to about 2014.\n"

Block = tuple[list[str], list[tuple[str, str]]]


def main(arguments: list[str]) -> int:
    """Write the tables; returns the exit status."""
    folder = Path(arguments[0])
    states = {line.split("|")[0] for line in _lines(TABLES / "states.psv")}
    groups = list(_groups(folder / "Phoenix.MilNonState.actors.txt", states))
    bodies = list(_bodies(folder / "Phoenix.International.actors.txt"))
    holders = list(_holders(folder / "Phoenix.Countries.actors.txt", states))
    agents = sorted(_agents(folder / "PLOVER_agents.txt").items())
    _write("phoenix_groups.psv", groups)
    _write("phoenix_organisations.psv", bodies)
    _write("phoenix_holders.psv", holders)
    _write("agents.psv", [list(pair) for pair in agents])
    sys.stdout.write(
        f"{len(groups)} groups, {len(bodies)} bodies, {len(holders)} holders, {len(agents)} nouns\n"
    )
    return 0


def _write(name: str, rows: list[list[str]]) -> None:
    unique = {row[0]: row for row in reversed(rows)}
    lines = ["|".join(unique[key]) for key in sorted(unique)]
    (TABLES / name).write_text(_SOURCE + "\n".join(lines) + "\n", "utf-8")


def _lines(path: Path) -> Iterator[str]:
    for line in path.read_text("utf-8", errors="replace").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


def _blocks(path: Path) -> Iterator[Block]:
    """Each actor with its names and its codes with their dates."""
    names: list[str] = []
    codes: list[tuple[str, str]] = []
    for raw in _lines(path):
        line = raw.split("#")[0].rstrip()
        if not line.strip():
            continue
        name = line.split("[")[0].strip()
        if name and not name.startswith("+") and not line[0].isspace():
            if names:
                yield names, codes
            names, codes = [], []
        if name:
            names.append(name.lstrip("+"))
        codes += [(m.group(1), m.group(2).strip()) for m in _CODE.finditer(line)]
    if names:
        yield names, codes


def _title(name: str) -> str:
    """A name in capitals and underscores as one writes it."""
    words = name.strip("_ ").replace("_", " ").split()
    titled = []
    for at, word in enumerate(words):
        low = word.lower()
        acronym = len(words) == 1 and len(word) <= 5
        small = at > 0 and low in _SMALL
        titled.append(word if acronym else low if small else re.sub(r"[^\W\d_]+", _capital, low))
    return " ".join(titled)


def _capital(match: re.Match[str]) -> str:
    word = match.group()
    return word if word == "s" else word[0].upper() + word[1:]


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def _usable(names: list[str], least_words: int) -> list[str]:
    kept = []
    for name in names:
        words = name.strip("_ ").replace("_", " ").split()
        long_enough = len(words) >= least_words or (len(words) == 1 and len(words[0]) >= 7)
        if long_enough and len(words) <= 9 and not _BAD.search(name) and "=" not in name:
            kept.append(_title(name))
    return list(dict.fromkeys(kept))


def _groups(path: Path, states: set[str]) -> Iterator[list[str]]:
    for names, codes in _blocks(path):
        code = codes[0][0] if codes else ""
        usable = _usable(names, 2)
        if "REB" in code and usable:
            country = code[:3] if code[:3] in states else ""
            yield [f"grp.{_slug(usable[0])}", usable[0], country, "REB", ";".join(usable[1:])]


def _bodies(path: Path) -> Iterator[list[str]]:
    kinds = {"IGO": "IGO", "NGO": "NGO", "NGM": "NGO"}  # the companies are a list of shares: left out
    for names, codes in _blocks(path):
        if not codes or any(dates for _, dates in codes):
            continue
        kind, usable = kinds.get(codes[0][0][:3]), _usable(names, 2)
        words = usable[0].split() if usable else []
        if kind is None or not words or (kind != "IGO" and len(words) < 2):
            continue
        if len(words) == 2 and "_" in names[0].strip("_") and not _looks_like_body(words):
            continue  # two words without a noun of an organisation are mostly persons
        yield [f"{kind.lower()}.{_slug(usable[0])}", usable[0], kind, "", ";".join(usable[1:])]


_BODY_WORDS = frozenset(
    "union league fund bank organization organisation agency council committee commission court assembly "
    "parliament association federation institute foundation international forum alliance conference center "
    "centre watch aid relief group network society movement action world global corporation company oil "
    "energy airlines motors systems industries pact community programme program initiative".split()
)


def _looks_like_body(words: list[str]) -> bool:
    return any(word.lower() in _BODY_WORDS for word in words)


def _holders(path: Path, states: set[str]) -> Iterator[list[str]]:
    for names, codes in _blocks(path):
        countries = {code[:3] for code, _ in codes}
        if len(countries) != 1 or not countries <= states:
            continue
        country = countries.pop()
        has_ruled = [d for code, d in codes if code == f"{country}GOV" and d]
        if not has_ruled or not any(code == f"{country}ELI" for code, _ in codes):
            continue
        tenures = [t for t in map(_tenure, has_ruled) if t is not None]
        usable = [n for n in _usable(names, 1) if n.split()[0] not in ("President", "Prime", "King")]
        if tenures and usable and len(usable[0]) > 5:
            spans = "; ".join(f"{country}.government {since} {until}".strip() for since, until in tenures)
            yield [
                f"per.{country.lower()}-{_slug(usable[0])}",
                usable[0],
                country,
                "GOV",
                ";".join(usable[1:]),
                spans,
            ]


def _tenure(dates: str) -> tuple[str, str] | None:
    """ISO dates of `930120-010120`; None where it ended before 1975 or cannot be read."""
    first, _, last = dates.replace(" ", "").partition("-")
    if dates.startswith(">"):
        since = _iso(dates[1:].strip())
        return (since, "") if since else None
    since, until = _iso(first), _iso(last)
    if not since or not until or until < f"19{_FIRST_YEAR}" or since > until:
        return None
    return since, until


def _iso(digits: str) -> str:
    if len(digits) == 8 and digits.isdigit():
        return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    if len(digits) == 6 and digits.isdigit():
        century = "19" if int(digits[:2]) > 20 else "20"
        return f"{century}{digits[:2]}-{digits[2:4]}-{digits[4:]}"
    return ""


def _agents(path: Path) -> dict[str, str]:
    """Role nouns and their first sector; nouns that are no actors are left out."""
    sets: dict[str, list[str]] = {}
    found: dict[str, str] = {}
    for raw in _lines(path):
        line = raw.split("#")[0].strip()
        if line.startswith("!") and "=" in line:
            key, _, values = line.partition("=")
            sets[key.strip()] = [v.strip() for v in values.split(",")]
            continue
        code = _CODE.search(line)
        if code is None:
            continue
        sector = code.group(1).lstrip("~")[:3]
        if sector in ("JNK", "NON", "UNK"):
            continue
        for form in _expanded(line[: code.start()].strip(), sets):
            if not _BAD.search(form) and form:
                found.setdefault(form.replace("_", " ").strip().lower(), sector)
    return found


def _expanded(name: str, sets: dict[str, list[str]]) -> Iterator[str]:
    plural = re.search(r"\{([^}]*)\}", name)
    name = re.sub(r"\{[^}]*\}", "", name).strip()
    for key, values in sets.items():
        if key in name:
            for value in values:
                yield name.replace(key, value)
            return
    yield name
    yield plural.group(1) if plural and plural.group(1) else plural_of(name.lower())


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
