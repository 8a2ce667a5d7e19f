"""Finds the parties that politicians are called by: "Republican Senator Jane Roe", "Democratic lawmakers", "a Republican", "R-Texas"."""

from dataclasses import replace
from functools import cache

from geoanalysis.reading.gazetteer import Actor, Gazetteer
from geoanalysis.reading.groups import Nouns
from geoanalysis.reading.mentions import NOUN_TAGS, Mention, View
from geoanalysis.reading.names import TITLES
from geoanalysis.reading.spelling import fold, slug
from geoanalysis.resources import read_csv

#: What a politician is called behind his party and before his name or instead of it.
_POLITICIANS = frozenset(("person", "population", "party"))
#: How many words of an office may stand between a party and its last: "Democratic House Minority Leader".
_FAR = 4
#: How many words a name may have behind which a letter tells the party.
_NAME = 4


def partisans(view: View, mentions: list[Mention], nouns: Nouns, *, gazetteer: Gazetteer) -> list[Mention]:
    """The mentions with those of the parties of partisans.csv, in documents that name somebody of their country or no state at all.

    Parameters
    ----------
    view : View
        The parsed document.
    mentions : list of Mention
        Its names; one that takes a party for part of a name, as in "Republican Senator", goes.
    nouns : Nouns
        The nouns of groups.csv.
    gazetteer : Gazetteer
        The known actors, for the parties and whose they are.

    Returns
    -------
    list of Mention
        In order of their place.
    """
    words = parties()
    found = {i: gazetteer.actors.get(words[word][0]) for i, word in enumerate(view.words) if word in words}
    known = {i: party for i, party in found.items() if party and _at_home(party, mentions, gazetteer)}
    if not known:
        return mentions
    letters = {i: party for i, party in known.items() if words[view.words[i]][1] == "letter"}
    mentions, places = _lettered(view, mentions, letters), {i: party for i, party in known.items() if i not in letters}
    begin = {m.begin for m in mentions if m.kind == "person"}
    cover = {i: m for m in mentions for i in range(m.first, m.last)}
    out = list(mentions)
    for i, party in places.items():
        over = cover.get(i)
        rest = _behind(view, over, gazetteer) if over and over.first == i else None
        if over and rest is None and (over.first != i or over.actor_id in gazetteer.actors or not _party_only(view, over, nouns)):
            continue
        if over or _before_politician(view, i, begin, nouns) or words[view.words[i]][1] == "yes" and _noun(view, i):
            out = [m for m in out if m is not over] + ([rest] if rest else [])
            out.append(_party(view, i, party))
    return sorted(out, key=lambda m: (m.start, -m.end))


@cache
def parties() -> dict[str, tuple[str, str]]:
    """The words of partisans.csv: the id of the party that a word means before a politician, and "yes" where it is a noun of its own too,
    "letter" where it stands behind one.

    Examples
    --------
    >>> parties()["Democrat"]
    ('democratic_party', 'yes')
    """
    return {row["word"]: (row["actor_id"], row["noun"]) for row in read_csv("partisans.csv", ("word", "actor_id", "noun"))}


def _at_home(party: Actor, mentions: list[Mention], gazetteer: Gazetteer) -> bool:
    """Whether a document names somebody of a party's country, or no state."""
    states = {m.actor_id for m in mentions if m.kind == "state"}
    known = (gazetteer.actors.get(m.actor_id) for m in mentions)
    return not states or any(actor and actor.country == party.country for actor in known)


def _behind(view: View, m: Mention, gazetteer: Gazetteer) -> Mention | None:
    """The person behind a party's word that the recogniser took along: "Jane Roe" in "Democrat Jane Roe"."""
    first = m.first + 1
    if m.actor_id in gazetteer.actors or m.last - first < 2 or m.kind != "person" and fold(view.words[first]) not in gazetteer.given:
        return None
    text = view.span(first, m.last)
    known = gazetteer.actors.get(gazetteer.lookup(text))
    head = view.head_of(first, m.last)
    name = known.name if known else " ".join(text.split())
    return replace(m, start=view.starts[first], first=first, head=head, text=text, name=name, title_first=first, kind="person",
                   actor_id=known.actor_id if known else slug(name))  # fmt: skip


def _party_only(view: View, m: Mention, nouns: Nouns) -> bool:
    """Whether a name is a party's word alone or with an office: "Labour", "Republican Senator"."""
    row = nouns.get(view.lower[m.last - 1])
    return m.last - m.first == 1 or (
        view.lower[m.last - 1] in TITLES or row is not None and row.number == "s" and row.kind in _POLITICIANS
        and row.noun != "party")  # not "Democratic Unionist Party"


def _before_politician(view: View, i: int, begin: set[int], nouns: Nouns) -> bool:
    """Whether a person or a noun for one follows, with at most some words of his office between."""
    for j in range(i + 1, min(i + 1 + _FAR, view.sentence_of(i)[1])):
        row = nouns.get(view.lower[j])
        if j in begin or view.lower[j] in TITLES or row and row.kind in _POLITICIANS:
            return True
        if view.tag[j] not in NOUN_TAGS and view.tag[j] != "JJ":
            return False
    return False


def _lettered(view: View, mentions: list[Mention], letters: dict[int, Actor]) -> list[Mention]:
    """The mentions with the parties that a letter behind a name tells: "Jane Roe, R-Texas", "John Poe (D-N.Y.)", "Jane Roe (D)"."""
    out, ends = list(mentions), {m.last for m in mentions if m.kind != "place" and m.last - m.first <= _NAME}
    for i, party in letters.items():
        if i - 1 not in ends or view.words[i - 1] not in (",", "(") or i + 2 > len(view.words):
            continue
        if view.words[i + 1] in ("-", "–") and view.words[i + 2 : i + 3] and view.words[i + 2][0].isupper():
            last = i + 3
        elif view.words[i + 1] == ")" or view.words[i + 1] == "." and view.words[i - 1] == "(":
            last = i + 1
        else:
            continue
        out = [k for k in out if k.last <= i or k.first >= last]  # the recogniser's "R-Texas"
        out.append(Mention(view.starts[i], view.ends[last - 1], i, last, i, view.span(i, last), party.actor_id, party.name, party.kind,
                           f"letter:{view.words[i]}", "", i, "s", "n"))  # fmt: skip
    return sorted(out, key=lambda m: (m.start, -m.end))


def _noun(view: View, i: int) -> bool:
    """Whether a party's word is a noun of its own: "a Republican", not "a Republican primary"."""
    return view.dep[i] not in ("amod", "compound") and not (view.tag[i + 1 : i + 2] or [""])[0].startswith("NN")


def _party(view: View, i: int, party: Actor) -> Mention:
    return Mention(view.starts[i], view.ends[i], i, i + 1, i, view.words[i], party.actor_id, party.name, party.kind,
                   f"alias:{view.words[i]}", "", i, "p" if view.words[i].endswith("s") else "s", "n")  # fmt: skip
