"""Finds the bare surnames of a document's persons that the parser takes for other words: "Sessions" after "Jeff Sessions"."""

from geoanalysis.reading.groups import Nouns
from geoanalysis.reading.mentions import NAME_TAGS, NOUN_TAGS, Mention, View
from geoanalysis.reading.names import DAYS, TITLES
from geoanalysis.reading.spelling import slug

#: The relations in which a word that is a month or a day too is somebody: "May is free to", "May's speech".
_SOMEBODY = frozenset(("nsubj", "nmod:poss", "nsubj:pass"))


def bare_surnames(view: View, mentions: list[Mention], nouns: Nouns) -> list[Mention]:
    """The mentions that surnames make which no rule of names has seen, because they look like common nouns or months.

    Parameters
    ----------
    view : View
        The parsed document.
    mentions : list of Mention
        Its names.
    nouns : Nouns
        The nouns of groups.csv, of which titles before a surname are.

    Returns
    -------
    list of Mention
        Persons, each named by the surname alone.
    """
    full = {view.words[m.last - 1] for m in mentions if m.kind == "person" and m.last - m.first > 1}
    full = {word for word in full if word.isalpha() and word.istitle() and len(word) > 2 and word.lower() not in nouns}
    if not full:
        return []
    taken = {i for m in mentions for i in range(m.first, m.last)}
    plain = set(view.words)
    return [_named(view, i) for i, word in enumerate(view.words)
            if word in full and i not in taken and _alone(view, i, taken, nouns, plain)]  # fmt: skip


def _alone(view: View, i: int, taken: set[int], nouns: Nouns, plain: set[str]) -> bool:
    """Whether a surname stands alone in its phrase and is no common word there."""
    titled = i > 0 and view.sentence[i - 1] == view.sentence[i] and (view.lower[i - 1] in nouns or view.lower[i - 1] in TITLES)
    opening = i == view.sentence_of(i)[0]
    if opening and view.tag[i] not in NOUN_TAGS or not titled and _beside(view, i - 1, taken) or _beside(view, i + 1, taken):
        return False
    if view.lower[i] in DAYS:
        return titled or view.dep[i] in _SOMEBODY
    return view.tag[i] in NAME_TAGS or not (opening and view.lower[i] in plain)


def _beside(view: View, i: int, taken: set[int]) -> bool:
    """Whether a token is part of a name of its own: "Capitol" in "Capitol Sessions"."""
    return 0 <= i < len(view.words) and view.tag[i] in NAME_TAGS and view.words[i][0].isupper() and i not in taken


def _named(view: View, i: int) -> Mention:
    word = view.words[i]
    return Mention(view.starts[i], view.ends[i], i, i + 1, i, word, slug(word), word, "person", "name", "", i, "s", "")
