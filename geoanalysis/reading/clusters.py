"""Which names of one document are one actor: surname after full name, acronym after the name in full, one kind for one name."""

import re
from collections import Counter, defaultdict
from dataclasses import replace

from geoanalysis.reading.abbreviations import abbreviation_at, find_abbreviated
from geoanalysis.reading.boundaries import HEADS
from geoanalysis.reading.gazetteer import Gazetteer
from geoanalysis.reading.groups import load_nouns
from geoanalysis.reading.listed import place_or_government
from geoanalysis.reading.mentions import BODIES, Mention, View
from geoanalysis.reading.names import PLACE_NOUNS
from geoanalysis.reading.spelling import fold, slug, word_set
from geoanalysis.reading.units import FIRMS

#: First words of `how` that tell that a word is no part of a longer name.
_NO_SURNAMES = ("acronym", "demonym", "people", "capital", "seat", "place:")
_CALLED = frozenset(["mr.", "mrs.", "ms.", "miss", "mr", "mrs", "ms"])
#: What the organs that every state has are called by.
_ORGANS = word_set("ministry department army court parliament assembly council commission")
_MATTERS = word_set(
    """foreign interior defense defence oil health finance justice information intelligence trade energy transport agriculture
    education electoral election supreme constitutional national state federal electricity culture planning labor labour"""
)
#: What only places are called: "the town of Gwoza".
_SETTLEMENTS = word_set("town city village hamlet suburb province district governorate region port")
#: What stands behind the name of somebody who was born: "(12 April 1966 – 3 May 2004)", "(Arabic: …; born 1970)".
_LIFE = re.compile(r"\s*\((?:[^()]*[,;:] )?(?:born|b\.|(?:\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+ \d{1,2},?) \d{4} ?[–—-])")
_KIN = word_set("brother sister son daughter father mother wife husband widow uncle aunt nephew niece cousin grandson grandfather")


def _names_full(mention: Mention) -> list[str]:
    return fold(mention.text).split()


def same_names(view: View, mentions: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Give the names of one actor in one document one id, one name and one kind."""
    mentions = _one_kind(view, mentions, gazetteer)
    mentions = _acronyms(view, mentions)
    mentions = _organs(view, mentions, gazetteer)
    mentions = _full_names(mentions, gazetteer)
    return _short_names(view, mentions, gazetteer)


def _unlisted(mention: Mention, gazetteer: Gazetteer) -> bool:
    return mention.actor_id not in gazetteer.actors


def _one_kind(view: View, mentions: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """The kind that most mentions of an unlisted name have or show by their place in the sentence; a title makes it a person."""
    kinds: dict[str, Counter] = defaultdict(Counter)
    unlisted = [m for m in mentions if _unlisted(m, gazetteer)]
    people = {m.head for m in mentions if m.kind == "person"}
    for mention in unlisted:
        shown = _shown(view, mention, people, gazetteer.given) if mention.how in ("name", "place") else ""
        kinds[mention.actor_id][shown or mention.kind] += 3 if mention.title or shown else 1
    called = {fold(m.text) for m in mentions if m.kind == "person" and m.title.lower() in _CALLED}
    for mention in unlisted:  # "Ms. Aksoy": so "Selin Aksoy" is no place
        words = mention.text.split()
        if called and len(words) in (2, 3) and fold(words[-1]) in called:
            kinds[mention.actor_id]["person"] += 9
    best = {actor: min(counts, key=lambda kind: (-counts[kind], kind)) for actor, counts in kinds.items()}
    return [
        replace(m, kind=kind, how="place" if kind == "place" else "name" if m.how == "place" else m.how,
                gender="" if kind == "person" else m.gender or "n")
        if (kind := best.get(m.actor_id, m.kind)) != m.kind else m
        for m in mentions
    ]  # fmt: skip


def _shown(view: View, mention: Mention, people: set[int], given: frozenset[str]) -> str:
    """The kind that the words around a name show: "X, leader of", "the militia X", "X rebels", "town of X", "X (born 1970)"; or ""."""
    head, nouns, words = mention.head, load_nouns(), view.lower[mention.first : mention.last]
    if mention.kind not in ("place", "organization", "person") or mention.title:
        return ""
    if words[-1] in nouns or words[-1] in PLACE_NOUNS or words[-1] in FIRMS:
        return ""  # the name itself tells
    if HEADS.isdisjoint(words) and _LIFE.match(view.text, mention.end):
        return "person"
    if mention.kind == "place" and place_or_government(view, head):
        return "place"
    outer, dep = view.head[head], view.dep[head]
    if dep == "nmod" and view.lower[outer] in _SETTLEMENTS and view.lower[mention.first - 1] == "of":
        return "place"
    beside = [i for i in view.children[head] if view.dep[i] == "appos" and view.lower[mention.last : mention.last + 1] == [","]]
    beside += [outer] if dep == "appos" and outer < mention.first else []
    beside += [i for i in view.children[head] if view.dep[i] == "nsubj" and i < mention.first]  # "its leader is X"
    if dep not in ("compound", "amod") and mention.first and view.sentence[mention.first - 1] == view.sentence[head]:
        beside.append(mention.first - 1)  # "soldiers of the special force Takuba"
    several = 1 < len(words) < 5 and view.lower[mention.first - 1] != "the" and not any(word in nouns for word in words)
    if several and len(words[0]) > 3 and fold(words[0]) in given:
        return "person"
    for i in beside:
        row = nouns.get(view.lower[i])
        if row and row.number == "s" and view.tag[i] == "NN":
            if row.kind == "person" or several and (row.kind == "population" or row.canonical == "body") or view.lower[i] in _KIN:
                return "person"
            if row.kind in BODIES and (mention.kind == "place" or mention.kind == "person" and not (several and row.canonical)):
                return "organization" if row.owned else row.kind
    led = nouns.get(view.lower[outer]) if dep in ("compound", "amod") and outer == mention.last else None
    if led and led.kind in ("armed_group", "party") and mention.kind == "place" and view.lower[mention.first - 1] not in ("a", "an"):
        return led.kind
    joined = dep == "conj" and outer in people or any(view.dep[i] == "conj" and i in people for i in view.children[head])
    return "person" if several and joined else ""


def _organs(view: View, mentions: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Tell the "Interior Ministry" of one state from that of another: the state before it, or the last one told, is part of its name."""
    ends = {m.last: m for m in mentions if m.kind == "state" and not _unlisted(m, gazetteer)}
    states: dict[str, Mention] = {}
    out = []
    for m in mentions:
        words = m.text.lower().split()
        if m.how != "name" or not _unlisted(m, gazetteer) or len(words) != 2 or words[-1] not in _ORGANS or words[0] not in _MATTERS:
            out.append(m)
            continue
        before = m.first - 1 if view.lower[m.first - 1] in ("'s", "’s", "'", "’") else m.first
        state = ends.get(before) or states.get(m.actor_id)
        if state is None:
            out.append(m)
            continue
        states[m.actor_id] = state
        name = f"{gazetteer.demonym(state.actor_id)} {m.name}"
        known = gazetteer.actors.get(gazetteer.lookup(name))
        actor_id, name, kind = (known.actor_id, known.name, known.kind) if known else (slug(name), name, m.kind)
        out.append(replace(m, actor_id=actor_id, name=name, kind=kind))
    return out


def _acronyms(view: View, mentions: list[Mention]) -> list[Mention]:
    """ "International Crisis Group (ICG)": the letters stand for the name before them, there and later."""
    ends = {m.last: m for m in sorted(mentions, key=lambda m: -m.first) if m.kind != "place" or m.last - m.first > 2}
    meaning: dict[str, Mention] = {}
    explained = {last for _, last in find_abbreviated(view)}
    for i in range(len(view.words) - 2):
        if (inside := abbreviation_at(view, i)) and i in ends:
            long = ends[i]
            if len(long.text.split()) > 1 and long.text[0].lower() == inside[0].lower() or _initials(long.text, inside) or (
                    i in explained and long.kind in BODIES):
                meaning.setdefault(inside, long)
    numbered = {m.text: m for m in mentions if m.text[:1].isdigit()}
    for text, short in numbered.items():  # "407th AEG", which nobody explains, is the "407th Air Expeditionary Group"
        number, _, letters = text.partition(" ")
        same = (m for m in numbered.values() if m.text.startswith(f"{number} ") and m is not short)
        if letters.isupper() and (long := next((m for m in same if _initials(m.text, letters)), None)):
            meaning.setdefault(text, long)
    for short in mentions:  # "known by its French initials MNLA"
        if view.lower[short.first - 1] in ("initials", "acronym", "abbreviation") and short.text.isupper():
            before = [m for m in mentions if m.last < short.first and m.kind in BODIES and " " in m.text and view.words[m.last] == ","
                      and view.sentence[m.first] == view.sentence[short.first]]  # fmt: skip
            meaning |= {short.text: before[-1]} if before else {}
    unlisted = {m.text for m in mentions if m.actor_id == slug(m.text) and m.text.isupper() and len(m.text) > 2} - meaning.keys()
    for short in sorted(unlisted):
        full = {m.actor_id: m for m in reversed(mentions) if m.kind in BODIES and " " in m.text and _capitals(m.text) == short}
        if len(full) == 1:  # "the OLF", which nobody explains, is the "Oromo Liberation Front"
            meaning[short] = full.popitem()[1]
    if not meaning:
        return mentions
    return [
        replace(m, actor_id=long.actor_id, name=long.name, kind=long.kind, how=f"acronym:{m.text}", gender=long.gender)
        if (long := meaning.get(m.text)) and m.actor_id != long.actor_id and m is not long else m
        for m in mentions
    ]  # fmt: skip


def spelled_out(mentions: list[Mention]) -> list[Mention]:
    """The mentions, names without an entry read as the forces or organ of a state before them whose initials they are: "the Iraqi Security
    Forces … the ISF"."""
    long = {_capitals(m.text): m for m in reversed(mentions) if m.how.startswith("group:") and m.text.count(" ") > 1}
    if not long:
        return mentions
    return [
        m.meaning(long[m.name], how=f"acronym:{m.name}" if m.how == "name" else m.how, gender=long[m.name].gender)
        if m.name in long and m.actor_id == slug(m.name) and long[m.name].start < m.start else m
        for m in mentions
    ]


def _capitals(name: str) -> str:
    return "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())


def _initials(name: str, acronym: str) -> bool:
    letters = _capitals(name)
    return letters.lower().startswith(acronym.lower()) or acronym.lower() in letters.lower()


def _full_names(mentions: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Join spellings of unlisted names: the same sound, or a middle name more or less; the first full spelling gives the name."""
    by_key: dict[str, Mention] = {}
    out = []
    for mention in mentions:
        if not _unlisted(mention, gazetteer) or mention.how.startswith("acronym"):
            out.append(mention)
            continue
        words = _names_full(mention)
        key = " ".join(words)
        if mention.kind == "person" and len(words) > 2:
            key = f"{words[0]} {words[-1]}"
        key = f"{mention.kind if mention.kind == 'person' else 'body'}:{key}"
        first = by_key.setdefault(key, mention)
        out.append(mention if first.name == mention.name else replace(mention, actor_id=first.actor_id, name=first.name, kind=first.kind))
    return out


def _is_relative(view: View, mention: Mention) -> bool:
    """Whether a person comes in as somebody's relative, who leaves the bare surname to the other: "his brother, Abdul Aziz al-Hakim"."""
    before = [word for word in view.lower[max(mention.first - 4, 0) : mention.first] if word != ","]
    return bool(before) and before[-1] in _KIN and any(word in ("his", "her", "'s", "’s") for word in before)


def _short_names(view: View, mentions: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """A surname, or a body's first word, stands for the full name that the document gives."""
    surnames: dict[str, list[Mention]] = defaultdict(list)
    given: dict[str, list[Mention]] = defaultdict(list)
    middle: dict[str, list[Mention]] = defaultdict(list)  # "Zahid" for "Ahmad Zahid Hamidi", letter by letter
    bodies: dict[str, list[Mention]] = defaultdict(list)
    full: set[str] = set()
    for mention in mentions:
        words = _names_full(mention)
        if len(words) < 2:
            continue
        if mention.kind == "person":
            full.add(mention.actor_id)
            surnames[words[-1]].append(mention)
            given[words[0]].append(mention)
            for word in mention.text.split()[1:-1]:
                middle[word].append(mention)
        elif _unlisted(mention, gazetteer) and mention.kind not in ("place", "population"):
            bodies[words[0]].append(mention)
    relatives = {m.start for m in mentions if m.kind == "person" and _is_relative(view, m)}
    out = []
    for mention in mentions:
        words = _names_full(mention)
        short = len(words) == 1 and mention.kind != "state" and not mention.how.startswith(_NO_SURNAMES)
        namesakes = surnames.get(words[0], ())
        shared = len({m.actor_id for m in namesakes}) > 1
        if not short or (not _unlisted(mention, gazetteer) and (mention.kind != "person" or mention.actor_id in full and not shared)):
            out.append(mention)
            continue
        long = _nearest([m for m in namesakes if m.start not in relatives] or namesakes, mention)
        if long is None and _unlisted(mention, gazetteer):
            long = _nearest(given.get(words[0]) or middle.get(mention.text, ()), mention) if " " not in mention.text else None
            if long is None and mention.kind != "person":
                long = _nearest(bodies.get(words[0], ()), mention)
        if long is None:
            out.append(mention)
        else:
            out.append(replace(mention, actor_id=long.actor_id, name=long.name, kind=long.kind, how=f"surname:{mention.text}",
                               gender=mention.gender if mention.gender in ("f", "m") else long.gender))  # fmt: skip
    return out


def _nearest(longs, mention: Mention) -> Mention | None:
    """The last full name before a short one, else the first after it; a woman's title asks for a woman."""
    fit = [m for m in longs if not (mention.gender in ("f", "m") and m.gender in ("f", "m") and m.gender != mention.gender)]
    before = [m for m in fit if m.start < mention.start]
    return before[-1] if before else (fit[0] if fit else None)
