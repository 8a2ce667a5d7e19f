"""Finds the military units that a number names, and tells those that act for themselves: "2nd Battalion, 1st Marines", "Sector 2"."""

import re
from collections.abc import Callable

from geoanalysis.reading.mentions import NAME_TAGS, Mention, View
from geoanalysis.reading.spelling import word_set

#: "407th Air Expeditionary Group": the number of a unit.
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
#: "58 Division", "Sector 2", "Political Division II": a number that is written without an ending.
NUMBER = re.compile(r"\d{1,3}|[IVX]{1,5}")
#: Nouns of units that are named by a number; before the first ones it may stand bare.
FORMATIONS = word_set("division brigade battalion regiment squadron corps commando wing")
_UNITS = FORMATIONS | word_set(
    """divisions brigades battalions regiments squadrons army company platoon group fleet flotilla battery sector force team marines
    front"""
)
#: Last words of names of companies: "Harry Nolan Inc".
FIRMS = word_set("inc inc. corp corp. co co. ltd ltd. plc llc gmbh ag ab sa nv spa s.p.a. n.v. s.a.")
#: Last words of the names of bodies, which the recogniser takes for persons where a person's name stands before: "Abu Omar Brigades".
BANDS = word_set("brigade brigades battalion battalions movement front group council committee party faction foundation institute")
#: Units of an army that have a name or a task of their own and so act for themselves.
_SENT = word_set("battalion brigade regiment squadron contingent detachment")
_NAMED = _SENT | word_set("force unit platoon patrol fleet garrison")


def find_units(view: View, is_title: Callable[[str], bool]) -> list[tuple[int, int]]:
    """The units that a number names: "10th Mountain Division", "58 Division", "2nd Battalion, 1st Marines", "Sector 2"; without the title
    behind one: "12th Group Commander"."""
    units: list[tuple[int, int]] = []
    for i, word in enumerate(view.words):
        if units and i < units[-1][1]:
            continue
        first = last = i
        number = word[0] in "IVX" or view.lower[i][:1].isdigit()
        if number and ((ordinal := ORDINAL.fullmatch(view.lower[i])) or NUMBER.fullmatch(word)):
            nouns = _UNITS if ordinal else FORMATIONS
            letters = ordinal and view.words[i + 1 : i + 2] and view.words[i + 1].isupper() and view.dep[i + 1] != "compound"  # "407th AEG"
            last = i + 2 if letters else next((j + 1 for j in range(i + 1, min(i + 5, len(view.words))) if view.lower[j] in nouns), i)
            if not all(view.words[j][0].isupper() or ordinal and view.lower[j] in FORMATIONS for j in range(i + 1, last)):
                continue
        elif view.lower[i] in _UNITS and word[0].isupper() and view.words[i + 1 : i + 2] and NUMBER.fullmatch(view.words[i + 1]):
            last = i + 2
            while first and view.words[first - 1][0].isupper() and view.head[first - 1] == i:
                first -= 1
        if last == i:
            continue
        while view.tag[last : last + 1] and view.tag[last] in NAME_TAGS and view.words[last][0].isupper():
            if is_title(view.lower[last]):
                break
            last += 1
        joined = units and view.words[first - 1] == "," and units[-1][1] == first - 1 and view.lower[first - 2] != view.lower[last - 1]
        units[-1:] = [(units[-1][0], last)] if joined else [*units[-1:], (first, last)]
    return units


def acts_alone(view: View, owner: Mention, noun: str, *, first: int, noun_first: int, covered: list[bool]) -> bool:
    """Whether a unit acts for itself: "Chilean battalion", "UN intervention brigade", "the French Licorne force"."""
    if owner.kind not in ("state", "organization") or noun not in _NAMED:
        return False
    proper = (view.tag[i] in NAME_TAGS and view.words[i][0].isupper() and not covered[i] for i in range(first, noun_first))
    return noun in _SENT and owner.first < noun_first or view.words[noun_first].islower() and any(proper)
