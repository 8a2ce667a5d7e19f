"""Cuts the names of a headline, in which every word has a capital, to what the text below calls them: "Accuses | Human Rights Watch"."""

from dataclasses import replace

from geoanalysis.reading.gazetteer import Gazetteer
from geoanalysis.reading.mentions import Mention, View


def cut_to_text(view: View, mentions: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """The names of a document, those of its first sentence without the words that the text shows to be no part of them.

    Parameters
    ----------
    view : View
        The parsed document.
    mentions : list of Mention
        Its names.
    gazetteer : Gazetteer
        The known actors.

    Returns
    -------
    list of Mention
        In order of their place.
    """
    body = {m.text: m for m in reversed(mentions) if view.sentence[m.first] and m.how not in ("demonym", "people")}
    doubtful = [m for m in mentions if view.sentence[m.first] == 0 and m.last - m.first > 1 and m.how == "name"
                and m.actor_id not in gazetteer.actors and m.text not in body]  # fmt: skip
    if not doubtful:
        return mentions
    start = view.sentence_of(0)[1]
    common = {form for i in range(start, len(view.words)) if view.words[i][0].islower() for form in (view.lower[i], view.lemma[i])}
    there = {(m.first, m.last) for m in mentions}
    gone, come = set(), []
    for m in doubtful:
        if inner := _inner(view, m, body, common):
            gone.add(m)
            come += [inner] if (inner.first, inner.last) not in there else []
    return sorted([m for m in mentions if m not in gone] + come, key=lambda m: (m.start, -m.end))


def _inner(view: View, m: Mention, body: dict[str, Mention], common: set[str]) -> Mention | None:
    """The longest name of the text inside one of the headline, where the words left over are common ones."""
    spans = [(i, j) for i in range(m.first, m.last) for j in range(i + 1, m.last + 1) if j - i < m.last - m.first]
    for first, last in sorted(spans, key=lambda span: span[0] - span[1]):
        known = body.get(text := view.span(first, last))
        left = [*range(m.first, first), *range(last, m.last)]
        if known and known.how != "place" and all(_common(view, i, common) for i in left):
            return replace(known, start=view.starts[first], end=view.ends[last - 1], first=first, last=last, text=text,
                           head=view.head_of(first, last), title="", title_first=first)  # fmt: skip
    return None


def _common(view: View, i: int, common: set[str]) -> bool:
    """Whether a word of a headline is no name: the text writes it small, be it in another form."""
    word = view.lower[i]
    return view.tag[i][0] in "WV" or view.tag[i] in ("MD", "IN", "DT", "RB", "PRP", "TO") or not word[0].isalpha() or not common.isdisjoint(
        (word, view.lemma[i], word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ed")))  # fmt: skip
