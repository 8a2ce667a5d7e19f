"""Finds the names that the gazetteer lists, and the owners that stand inside them."""

import re
from collections import Counter
from dataclasses import replace

from geoanalysis.reading.gazetteer import Found, Gazetteer
from geoanalysis.reading.groups import Nouns
from geoanalysis.reading.mentions import NOUN_TAGS, Mention, View
from geoanalysis.reading.spelling import slug, word_set

#: Prepositions after which a capital, a seat or a state is a place and no government.
_IN_A_PLACE = word_set("in at near outside inside around across throughout over within through above beyond into via")
#: Those who govern from a capital; "forces", "diplomats" and "protesters" there may be anybody's.
_GOVERNING = word_set(
    """government governments regime junta ministry minister authorities officials parliament cabinet administration rulers generals
    committee"""
)
#: The halves of a divided country, each with the other.
_HALVES = {"North": "South", "South": "North"}
#: What coalitions are called that the text has named in full, or that need no other name.
_BARE = ("coalition", "coalition forces")
#: What ends an owner at the head of a known name: "Iran's state media", "Iraqi police".
_OWNED = re.compile(r"['’]s |(?<=[\w.]) ")


def listed_names(view: View, gazetteer: Gazetteer, nouns: Nouns) -> list[Mention]:
    """The names of a document that the gazetteer lists; one that only sounds like a listed name needs a sure one of the same country."""
    places = gazetteer.find(view.text)
    sure = Counter(gazetteer.actor(found.entry.actor_id).country for found in places if found.sure)
    states = {found.end: gazetteer.actor(found.entry.actor_id).country for found in places if found.entry.role in ("demonym", "name")
              and gazetteer.actor(found.entry.actor_id).kind == "state"}  # fmt: skip
    common = [gazetteer.actor(found.entry.actor_id).country if _common(found, gazetteer, nouns) else "" for found in places]
    mentions = []
    for found, shared in zip(places, common, strict=True):
        if shared and (sure[shared] == common.count(shared) or states.get(found.start - 1, shared) != shared):
            continue  # "the Peruvian Congress", "Congress" where no American is named
        if found.sure or sure[gazetteer.actor(found.entry.actor_id).country]:
            mentions.append(_listed(view, found, gazetteer=gazetteer, nouns=nouns))
    mentions = _coalitions(view, mentions + _halves(view, mentions, gazetteer), gazetteer=gazetteer, nouns=nouns)
    return _split_owned(view, mentions, gazetteer=gazetteer, nouns=nouns)


def _halves(view: View, mentions: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """The states that a text calls by their half of a country, after one of both in full: "the North", "South and North Korea"."""
    parts = [m.name.split() for m in mentions if m.kind == "state" and m.name.startswith(tuple(_HALVES))]
    country = next((words[1] for words in parts if gazetteer.lookup(f"{_HALVES[words[0]]} {words[1]}")), None)
    taken = {i for m in mentions for i in range(m.first, m.last)}
    found = []
    for i, word in enumerate(view.words if country else ()):
        if word not in _HALVES or i in taken:
            continue
        joined = view.words[i + 1 : i + 4] == ["and", _HALVES[word], country]
        if joined or i and view.lower[i - 1] == "the" and view.dep[i] not in ("amod", "compound"):
            state = gazetteer.actor(gazetteer.lookup(f"{word} {country}"))
            how = f"place:{word}" if place_or_government(view, i) else "name"
            found.append(Mention(view.starts[i], view.ends[i], i, i + 1, i, word, state.actor_id, state.name, state.kind, how,
                                 title_first=i, number="s", gender="n"))  # fmt: skip
    return found


def _coalitions(view: View, mentions: list[Mention], *, gazetteer: Gazetteer, nouns: Nouns) -> list[Mention]:
    """The coalition that a text has named where it says no more than "the coalition"; before troops also the one that is listed so."""
    taken = {i for m in mentions for i in range(m.first, m.last)}
    bare = [m for m in mentions if m.text.lower() in _BARE]
    full = [m for m in mentions if m.kind == "organization" and m.text.lower().endswith("coalition") and m not in bare]
    places = [i for i, word in enumerate(view.lower) if word == "coalition" and i not in taken]
    out = [m.meaning(_named(full, m.first)) if m in bare and full else m for m in mentions]
    for i in places:
        noun = next((j for j in range(i + 1, min(i + 4, len(view.words))) if view.tag[j] in NOUN_TAGS), i)
        modifies = noun in (view.head[i], view.head[view.head[i]]) and noun > i
        row = nouns.get(view.lower[noun])
        told = any(view.dep[j] in ("amod", "compound", "nmod", "nmod:poss", "acl:relcl") for j in view.children[i])
        if told or not modifies and view.lower[i - 1] != "the":
            continue
        known = _named(full, i) if full else modifies and row and row.owned and gazetteer.actor(gazetteer.lookup(_BARE[1]))
        if known:
            out.append(Mention(view.starts[i], view.ends[i], i, i + 1, i, view.words[i], known.actor_id, known.name, known.kind,
                               "acronym:coalition", title_first=i, number="s", gender="n"))  # fmt: skip
    return out


def _named(mentions: list[Mention], token: int) -> Mention:
    """The last mention before a token, else the first behind it."""
    return min(mentions, key=lambda m: (m.first > token, abs(m.first - token)))


def _common(found: Found, gazetteer: Gazetteer, nouns: Nouns) -> bool:
    """Whether a listed name is one that a body of many states bears: "Congress", "Federal Police"."""
    alias, actor = found.entry.alias, gazetteer.actor(found.entry.actor_id)
    bare = actor.kind == "government" and bool(actor.country) and alias != actor.name and alias.split()[-1].lower() in nouns
    first = gazetteer.actors.get(gazetteer.lookup(alias.split()[0])) if bare else None
    return bare and not (first and first.kind == "state")


def place_or_government(view: View, head: int) -> bool:
    """Whether a preposition makes a place of a capital, a seat or a state: "in Baghdad", "in Iraq and Syria"."""
    while not (cases := [view.lower[i] for i in view.children[head] if view.dep[i] == "case"]) and view.dep[head] == "conj":
        head = view.head[head]
    return not _IN_A_PLACE.isdisjoint(cases)


def _governed(view: View, first: int) -> bool:
    """Whether those who govern are said to be in a capital, which tells whose they are: "the foreign ministry in Moscow"."""
    organ = first - 2
    near = view.lower[first - 1] == "in" and view.lower[organ] in _GOVERNING and organ in (view.head[first], view.head[view.head[first]])
    return near and not any(i < organ and (view.words[i][0].isupper() or view.dep[i].startswith("nmod")) for i in view.children[organ])


def _listed(view: View, found: Found, *, gazetteer: Gazetteer, nouns: Nouns) -> Mention:
    """The mention that a gazetteer entry's words make at their place in the document."""
    entry, actor = found.entry, gazetteer.actor(found.entry.actor_id)
    first, last = view.tokens(found.start, found.end)
    head = view.head_of(first, last)
    text = view.text[found.start : found.end]
    how, name, kind, actor_id = entry.role, actor.name, actor.kind, actor.actor_id
    if how == "alias":
        how = f"alias:{entry.alias}"
    elif how in ("capital", "seat"):
        how = f"{how}:{entry.alias}"
    if (actor.kind == "state" or entry.role == "capital") and entry.role != "demonym" and place_or_government(view, head) and not (
            entry.role == "capital" and _governed(view, first)):  # fmt: skip
        how = f"place:{text}"
    if entry.role == "capital":
        outer = view.head[head]
        modifies = view.dep[head] == "compound" and not nouns.get(view.lower[outer])
        if modifies or how.startswith("place:"):
            how, name, kind, actor_id = f"place:{text}", entry.alias, "place", slug(entry.alias)
    if entry.role == "people" and view.lower[first - 1 if first else 0] != "the":
        name, kind, actor_id = text, "population", slug(text)
    number = "p" if entry.role == "people" and text.endswith("s") else "s"
    gender = actor.gender if kind == "person" else "n"
    return Mention(found.start, found.end, first, last, head, text, actor_id, name, kind, how, "", first, number, gender)


def _split_owned(view: View, mentions: list[Mention], *, gazetteer: Gazetteer, nouns: Nouns) -> list[Mention]:
    """Cut the owner off an alias that holds it: "IRGC Quds Force" is the IRGC's and the Quds Force, so that both are mentioned."""
    out = []
    for mention in mentions:
        if mention.kind not in ("person", "state", "place"):
            cut = _owner(mention, gazetteer)
            owners = _before(mention, cut, gazetteer) if cut else _led_by(mention, gazetteer)
            out += [_listed(view, found, gazetteer=gazetteer, nouns=nouns) for found in owners]
            if cut:
                begin = mention.start + cut + 1
                first = view.at(begin)
                mention = replace(mention, start=begin, first=first, text=view.text[begin : mention.end], title_first=first)
        out.append(mention)
    return out


def _owner(mention: Mention, gazetteer: Gazetteer) -> int:
    """How many characters of a known name are another actor's name, without which it is a known name of the same actor; 0 for none."""
    words = mention.text.split()
    for cut in range(1, min(len(words), 5)):
        owner, rest = " ".join(words[:cut]), " ".join(words[cut:])
        known = gazetteer.lookup(owner)
        if known and known != mention.actor_id and gazetteer.lookup(rest) == mention.actor_id:
            return len(owner)
    return 0


def _led_by(mention: Mention, gazetteer: Gazetteer) -> list[Found]:
    """The owner or leader inside a known name: "U.S.-led coalition", "US Navy", "Royal Jordanian Air Force", "UN Board of Inquiry"."""
    cut = mention.text.find("-")
    if cut < 2 or not mention.text[cut + 1 :].startswith(("led", "backed", "based", "aligned", "linked")):
        skip = len("royal ") if mention.text.lower().startswith("royal ") else 0
        cut = next((mark.start() for mark in _OWNED.finditer(mention.text, skip)), 0)
    return [
        found for found in _before(mention, cut, gazetteer)
        if gazetteer.actor(found.entry.actor_id).kind in ("state", "organization") and found.entry.role != "capital"
        and found.entry.actor_id != mention.actor_id
    ]  # fmt: skip


def _before(mention: Mention, cut: int, gazetteer: Gazetteer) -> list[Found]:
    """The listed names in the first characters of a mention, each at its place in the document."""
    return [Found(mention.start + found.start, mention.start + found.end, found.entry) for found in gazetteer.find(mention.text[:cut])]
