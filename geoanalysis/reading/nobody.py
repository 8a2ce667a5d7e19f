"""Words that look like names and name nobody: weapons, operations, storms, the places of datelines."""

import re

from geoanalysis.reading.mentions import Mention, View
from geoanalysis.reading.spelling import word_set
from geoanalysis.reading.units import FORMATIONS

_WEAPONS = word_set(
    """ied ieds vbied vbieds svbied svbieds uav uavs rpg rpgs wmd wmds icbm icbms efp efps apc apcs
    oir covid-19 hiv aids sars ebola"""
)
_STORMS = word_set("hurricane cyclone typhoon covid")
_CARRIERS = word_set(
    """drone drones missile missiles rocket rockets jet jets helicopter helicopters bomber bombers fighter-jet warplane warplanes
    aircraft plane planes tank tanks rifle rifles launcher launchers"""
)
#: Those that may be persons too, and what tells that they are none.
_AMBIGUOUS = word_set("bomber bombers fighter fighters")
_SORTS = word_set("range capable stealth supersonic bomber")
#: "F-16", "MiG-29", "AK-47", but not "G-7".
_TYPE = re.compile(r"(?!G-?\d)[A-Z][A-Za-z]{0,3}-?\d+\w{0,2}")
#: "KC-135R" before the name of a type.
_NUMBERED = re.compile(r"[A-Z]{1,3}-\d{1,3}[A-Z]{0,2} ")
#: "NAJAF, Iraq, Aug. 30, 2003 (AP) -": capitals at the head of a line, then places, a date or an agency, then a dash; "(AP) -".
_DATELINE = re.compile(
    r"^[ \t]*(?:\([A-Z][\w ]+\) ?(?:--?|–|—)(?= )|"
    r"(?=[^\n]{0,70}[a-z])[A-Z][A-Z.'’]+(?:[ -][A-Z.'’]+)*(?:/[A-Z ]+)?(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)?){0,2}"
    r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2}"
    r"(?:,? \d{4})?)?(?:,? \d{1,2} [A-Z][a-z]{2,8}(?: \d{4}\b)?)?(?: \([\w /.]+\))?(?:(?<=\d{4})\.|,? ?(?:--?|–|—))(?= ))",
    re.MULTILINE,
)


def is_thing(view: View, first: int, last: int) -> bool:
    """Whether a name is that of a weapon or an operation: "F-16", "Hunter drone", "Operation Desert Fox"."""
    if last - first == 1 and (_TYPE.fullmatch(view.words[first]) or view.lower[first] in _WEAPONS):
        return True
    if _NUMBERED.match(view.span(first, last)) and view.lower[last - 1] not in FORMATIONS:  # "CH-146 Griffon"
        return True
    if view.lower[first] in _STORMS or view.lower[first] == "operation" and last - first > 1:
        return True
    if "operation" in view.lower[max(first - 2, 0) : first + 1] and view.lower[last - 1] != "operation":
        return not any(view.tag[i][:1] == "V" or view.lower[i] in (",", "of", "in", "by") for i in range(max(first - 2, 0), first))
    inside = first > 2 and view.words[first - 1] == "(" and view.words[last : last + 1] == [")"]
    if inside and "operation" in view.lower[max(first - 4, 0) : first - 1]:
        return True  # "Operation Roe (Sunrise)"
    after = view.lower[last : last + 1]
    return bool(after) and after[0] in _CARRIERS and view.dep[last - 1] in ("compound", "amod") and view.head[last - 1] == last


def is_aircraft(view: View, token: int) -> bool:
    """Whether a bomber or fighter is a machine: "a Su-24 bomber", "long-range bombers", "F-16 fighters"."""
    before = view.lower[token - 1] if token else ""
    return view.lower[token] in _AMBIGUOUS and (before in _SORTS or _TYPE.fullmatch(view.words[token - 1]) is not None)


def datelines(text: str) -> list[tuple[int, int]]:
    """The characters of the datelines, each with its dash."""
    return [match.span() for match in _DATELINE.finditer(text)]


def without_datelines(text: str, mentions: list[Mention]) -> list[Mention]:
    """Leave out the places of datelines, which tell where a report was written and name nobody."""
    lines = datelines(text)
    if not lines:
        return mentions
    where = {m.start: m for m in mentions}
    named = {start for start, _ in lines if (m := where.get(start)) and m.kind != "place" and not m.how.startswith("capital")}
    alone = [(start, end) for start, end in lines if start in named and not {",", "("} & set(text[start:end])]  # "NATO - "
    return [
        m for m in mentions
        if not any(start <= m.start < end for start, end in lines) or any(start <= m.start < end for start, end in alone)
    ]  # fmt: skip
