"""What a text says of itself: its title, the date of its dateline, and what kind of source it is.

Deliberately strict: a date is taken only from where a publication date stands, never from the story.
"""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_DATE = (
    rf"{_WEEKDAY}(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{_MONTH})\.?,?\s+(?P<y1>\d{{4}})"
    rf"|(?P<m2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})"
    rf"|(?P<y3>\d{{4}})-(?P<m3>\d{{2}})-(?P<d3>\d{{2}}))"
)
_WHOLE_DATE = re.compile(_DATE, re.IGNORECASE)
_DATELINE = re.compile(  # KABUL, Afghanistan, 3 May 2024 (Agency) -
    rf"""^[ \t]*
    [(\[]?(?![\d_])\w[\w’'.\- ]{{1,40}}(?:[,/][ ]?(?![\d_])\w[\w’'.\- ]{{1,40}}){{0,2}}[,:]?\s*[(]?
    (?i:{_DATE})[)\]]?\s*(?:[(][\w ./]{{2,30}}[)]\s*)?(?:--?|[—–:.]|$)""",
    re.VERBOSE | re.MULTILINE,
)
_STAMP = re.compile(
    rf"""^[ \t]*(?i:(?:date[ ]of[ ])?(?:published|publication|posted|issued|released?|dated?|press[ ]release
    |for[ ]immediate[ ]release)(?:[ ](?:on|date))?)[ ]*[:,|—–-]?[ ]*(?i:{_DATE})""",
    re.VERBOSE | re.MULTILINE,
)
_HEADED = re.compile(
    rf"""^(?=.{{10,180}}$).*\b(?i:briefing|transcript|conference|statement|release|communiqu[eé]|update|bulletin
    |remarks|readout|read-out|report|summary)\b.*[,|(–—-][ ]*(?i:{_DATE})[)]?[ \t]*$""",
    re.VERBOSE | re.MULTILINE,
)
_BARE = re.compile(rf"^[ \t]*(?i:{_DATE})[ \t.]*$", re.MULTILINE)
_AGENCY = re.compile(
    r"""^[ \t]*(?=[^\W\d_])[^\W_][^\n()]{1,70}?[ ]\((?P<agency>[A-Z][\w.&’'-]*(?:[ ][A-Z][\w.&’'-]*){0,3})\)
    [ ]*(?:--?|[—–])[ ]""",
    re.VERBOSE | re.MULTILINE,
)
_HEAD_CHARACTERS = 700
_LONGEST_TITLE = 180


def printed_date(words: str) -> str | None:
    """ISO date of a whole date in words or ISO form, or None: `3 May 2024`, `May 3, 2024`, `2024-05-03`.

    Numeric dates with slashes are not read: their order differs between countries.

    >>> printed_date("Friday, December 27, 2024")
    '2024-12-27'
    """
    match = _WHOLE_DATE.search(words)
    return _iso(match) if match else None


def find_published(text: str) -> str | None:
    """ISO date of a dateline, a date stamp ("Published: ..."), a headed line ("Transcript of the briefing,
    3 May 2024") or a line of its own near the top.

    None unless day, month and year stand there.

    >>> find_published("KABUL, 3 May 2024 - Three soldiers were killed on Thursday, the army said.")
    '2024-05-03'
    """
    head = text[:_HEAD_CHARACTERS]
    for pattern in (_STAMP, _DATELINE, _HEADED, _BARE):
        match = pattern.search(head)
        found = _iso(match) if match else None
        if found:
            return found
    return None


def find_publisher(text: str) -> str | None:
    """The agency that a dateline names in brackets: `GAO, May 3 (Sahel Wire) - ...`; None without one.

    >>> find_publisher("MOPTI, Mali, 3 May 2024 (Sahel Wire) — Two soldiers were killed.")
    'Sahel Wire'
    """
    match = _AGENCY.search(text[:_HEAD_CHARACTERS])
    return match["agency"] if match else None


def _iso(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    for form in "123":
        day, month, year = groups[f"d{form}"], groups[f"m{form}"], groups[f"y{form}"]
        if day and month and year:
            number = int(month) if month.isdigit() else MONTHS[month.lower()]
            try:
                return date(int(year), number, int(day)).isoformat()
            except ValueError:
                return None
    return None


def find_title(text: str) -> str | None:
    """The first line, if it stands apart like a headline: short, no full stop, not a dateline or label."""
    first, _, rest = text.lstrip().partition("\n")
    first = first.strip()
    is_line = 0 < len(first) <= _LONGEST_TITLE and bool(rest.strip())
    if not is_line or first[-1] in '.,;:”"' or _DATELINE.match(first) or _WHOLE_DATE.fullmatch(first):
        return None
    return first if len(first.split()) >= 3 else None


_OFFICIAL_HOST = re.compile(
    r"(?:^|\.)(?:gov|gouv|gob|gub|mil|gc|go|govt|int)(?:\.[a-z]{2})?$|(?:^|\.)un\.org$"
)
_OFFICIAL_HOSTS = re.compile(r"(?:^|\.)(?:ispr|mofa|nato|icrc|unhcr|europa|oecd|osce|african-union|au)\.")
_OFFICIAL = re.compile(
    r"""\b(?:ministry|ministries|ministerial|department|directorate|army|armed\ forces|air\ force|navy
    |military|police|gendarmerie|public\ relations|headquarters|command|general\ staff|government
    |presidency|president’?'?s?\ office|office|secretariat|embassy|mission|commission|commissioner|council
    |parliament|senate|united\ nations|agency\ for\ refugees|refugee\ agency|unhcr|ocha|unama|minusma|monusco
    |unifil|icrc|nato|african\ union|european\ union|asean|osce|ecowas|cabinet|prosecutor|court|authority
    |spokesperson|bureau\ of|border\ guard|coast\ ?guard|civil\ defen[cs]e|red\ cross|red\ crescent
    |delegation|foreign\ affairs|defen[cs]e\ forces?|security\ forces|state\ house
    |white\ house|kremlin|task\ force)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_BODY = re.compile(
    r"""\b(?:institute|institution|cent(?:re|er)|foundation|relief|network|committee|desk|tracker|cluster
    |association|collective|union|front|movement|brigade|battalion|regiment|division|coalition|consortium
    |watch|initiative|partners|aid|confederation|federation|society|league|alliance|party|campaign|fund
    |organi[sz]ation|forum|assembly|coordination|observatory|programme|platform|working\ group|unicef|wfp
    |iom|msf|who|irc)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words of bodies that are no state's and speak for themselves: charities, think tanks, unions, fronts."""
_PRESS = re.compile(
    r"""\b(?:times|news|post|herald|tribune|gazette|daily|express|press|wire|newswire|journal|observer|mail
    |guardian|telegraph|star|chronicle|radio|tv|television|broadcasting|media|magazine|review|today|dispatch
    |newspaper|reporter|monitor|standard|nation|courier|reuters|afp|bbc|cnn|al\ jazeera|dawn|xinhua|tass
    |interfax|anadolu|bulletin|independent|mirror|globe|sun|record|echo|voice|diario|correo|nacional|online
    |correspondent|report)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def source_kind(publisher: str | None, url: str | None = None) -> str:
    """`primary` for a speaking institution's own page, `secondary` for the press, else `unknown`.

    Read off the publisher's name and the host; an official word beats a press word only where no press
    word stands last ("Ministry of Information Press Wing" is primary, "Army Times" is secondary).

    >>> source_kind("Ministry of Foreign Affairs"), source_kind("The Border Post"), source_kind(None)
    ('primary', 'secondary', 'unknown')
    """
    name = (publisher or "").strip()
    official, press = _OFFICIAL.search(name) or _BODY.search(name), _PRESS.search(name)
    if official and not press:
        return "primary"
    if press and not official:
        return "secondary"
    if official and press:
        last = max(_PRESS.finditer(name), key=lambda match: match.end())
        return "secondary" if last.end() == len(name) else "primary"
    host = (urlsplit(url).hostname or "") if url else ""
    if host and (_OFFICIAL_HOST.search(host) or _OFFICIAL_HOSTS.search(host)):
        return "primary"
    return "unknown"
