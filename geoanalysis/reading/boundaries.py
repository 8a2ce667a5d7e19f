"""Tells where names begin and end that the recogniser cut short or joined: "Congolese Rally for Democracy", "Pact of the Coast"."""

from collections.abc import Callable, Sequence

from geoanalysis.reading.mentions import NAME_TAGS, Mention, View
from geoanalysis.reading.spelling import word_set

Span = tuple[int, int, str]
#: Last words of names of bodies that a complement belongs to: "Alliance of Sahel States", "Committee for the Defence of Rights".
HEADS = word_set(
    """union alliance pact front movement congress party committee league rally forum coalition association federation confederation
    organisation organization society network assembly soldiers sons friends group community council commission"""
)
#: Heads that are a common noun before somebody's name; only "for" and "to" go on with them: "Council of Colombia".
_COMMON = word_set("council commission group network community congress assembly party")
_FORCES = frozenset(("army", "forces", "force", "navy", "government", "ministry"))
_LINKS = frozenset(("of", "for", "to"))
#: What links an office and where or with whom one holds it.
_POSTED = frozenset(("to", "of", "in", "at", "for", "with"))


def drawn(view: View, spans: Sequence[Span], listed: Sequence[Mention], *, is_title: Callable[[str], bool]) -> list[Span]:
    """The recognised names with their boundaries mended, in order; names that a longer one takes in are gone.

    Listed names tell which words are persons and states; `is_title` tells the words of office that begin a person's name.
    """
    at = {m.first: m for m in listed}
    taken = {i for m in listed for i in range(m.first, m.last)}
    persons = {first for first, _, label in spans if label == "PERSON"} | {m.first for m in listed if m.kind == "person"}
    surnames = {view.words[last - 1] for first, last, label in spans if label == "PERSON" and last - first > 1}
    surnames |= {view.words[m.last - 1] for m in listed if m.kind == "person"}
    persons |= {i for i, word in enumerate(view.words) if word in surnames and i not in taken}
    apart = [part for span in spans for part in _from_post(view, _from_first(view, span, is_title), at, is_title)]
    parted = [part for span in apart for part in _parted(view, span, persons, is_title)]
    inside = {i for first, last, _ in parted for i in range(first, last)}
    heads = {i for i, word in enumerate(view.lower) if word in HEADS and view.words[i][0].isupper() and i not in taken}
    long = []
    for first, last, label in [*parted, *((i, i + 1, "") for i in sorted(heads - inside))]:
        head = last - 1 - (view.lower[last - 1] in _LINKS)  # "Republic of"
        if label == "PERSON" or label == "LOC" and head not in heads:
            continue
        end = max(_complement(view, head, at, persons, is_title), last) if head in heads else last
        begin = _opening(view, head, inside) if end > last and last - first == 1 else first
        owner = next((m for m in listed if m.last == begin and m.how in ("demonym", "people")), None)
        if owner and end - begin > 1 and begin <= view.head[owner.head] < end and view.tag[owner.head] in NAME_TAGS:
            begin = owner.first  # "Norwegian Church Aid"
        if label and begin < first or end > last:
            long.append((begin, end, "ORG"))
    long = [a for a in long if not any(b != a and b[0] <= a[0] and a[1] <= b[1] for b in long)]
    return [s for s in parted if not any(first < s[1] and s[0] < last for first, last, _ in long)] + sorted(set(long))


def _opening(view: View, head: int, inside: set[int]) -> int:
    """Where the capitalised words begin that stand before a name's last word: "Northeastern" in "Northeastern War Front of …"."""
    first = head
    while first and first - 1 not in inside and view.tag[first - 1] in NAME_TAGS and view.words[first - 1][0].isupper() and (
            view.sentence[first - 1] == view.sentence[head]):
        first -= 1
    return first


def _from_first(view: View, span: Span, is_title: Callable[[str], bool]) -> Span:
    """A person's name with the given name that the recogniser left out: "Juan" before "Luis Cipriani"."""
    first, last, label = span
    given = first - 1
    cut = label == "PERSON" and given >= 0 and view.dep[first] == "flat" and view.head[first] == given
    whole = cut and view.tag[given] in NAME_TAGS and view.words[given].istitle() and not is_title(view.lower[given])
    return (given if whole else first), last, label


def _from_post(view: View, span: Span, at: dict[int, Mention], is_title: Callable[[str], bool]) -> list[Span]:
    """A person's name apart from the body or place that ends the office before it: "the ambassador to Egypt | Sergei Orlov"."""
    first, last, label = span
    listed, link = at.get(first), first - 1 - (view.lower[first - 1] == "the")
    heads = [i + 1 for i in range(first, last) if view.lower[i] in HEADS]
    name = listed.last if listed else heads[-1] if heads else first + 1
    known = listed.kind != "person" if listed else heads or label == "LOC" and last - first == 3  # "Geneva | Sergei Orlov"
    if not known or not 2 <= last - name <= 3 or link < 1 or view.lower[link] not in _POSTED or view.dep[last - 1] != "flat" or not all(
            view.words[i][0].isupper() and view.tag[i] in NAME_TAGS and not is_title(view.lower[i]) for i in range(name, last)):
        return [span]
    token, start = link, view.sentence_of(first)[0]
    while token > start and view.tag[token].startswith(("IN", "TO", "DT", "JJ", "NN", "POS", "HYPH")):
        token -= 1
        if view.tag[token].startswith("NN") and is_title(view.lower[token]):
            return [*([] if listed else [(first, name, label if label == "LOC" else "ORG")]), (name, last, "PERSON")]
    return [span]


def _parted(view: View, span: Span, persons: set[int], is_title: Callable[[str], bool]) -> list[Span]:
    """A body's name without the person in its "of", names that "and" joins: "UFDD of General Nouri", "Gao and Timbuktu"."""
    first, last, label = span
    for i in range(first + 1, last - 1) if label == "ORG" else ():
        if view.lower[i] == "of" and not is_title(view.lower[i - 1]) and (
                i + 1 in persons or is_title(view.lower[i + 1]) and not is_title(view.lower[last - 1]) or _in_full(view, i + 1, last)):
            return [(first, i, label), (i + 1, last, "PERSON")]
        if view.lower[i] == "and" and _LINKS.isdisjoint(view.lower[first:i]) and _joined(view, first, i, last):
            return [(first, i, label), *_parted(view, (i + 1, last, label), persons, is_title)]
    return [span]


def _in_full(view: View, first: int, last: int) -> bool:
    """Whether a complement is a person's name, whose later words lie flat below the first: "Son Sann", not "Sahel States"."""
    rest = range(first + 1, last)
    return bool(rest) and view.dep[first] == "nmod" and all(view.head[i] == first and view.dep[i] == "flat" for i in rest)


def _joined(view: View, first: int, token: int, last: int) -> bool:
    """Whether "and" joins two names, and not the parts of one: "Gao and Timbuktu", not "Bank of Trade and Industry"."""
    return not first <= view.head[token] < last or any(
        view.dep[i] == "conj" and view.head[i] < token and not first <= view.head[view.head[i]] < last
        for i in range(token + 1, last))  # fmt: skip


def _complement(view: View, head: int, at: dict[int, Mention], persons: set[int], is_title: Callable[[str], bool]) -> int:
    """Where the complement of a body's name ends: "of the Coast", "for the Defence of the People"; right behind it without one."""
    last = head + 1
    while True:
        i = last
        if view.lower[i : i + 1] == ["and"] and last > head + 1:
            linked = view.lower[last]
        elif view.lower[i : i + 1] and view.lower[i] in _LINKS:
            linked = view.lower[i]
        else:
            return last
        i += 1
        i += view.lower[i : i + 1] == ["the"]
        start = i
        while i < len(view.words) and view.words[i][0].isupper() and view.sentence[i] == view.sentence[head] and (
                view.tag[i] in NAME_TAGS or view.tag[i] in ("JJ", "NN", "NNS")):
            i += 1
        adjacent = view.dep[i - 1] in ("compound", "amod") and view.head[i - 1] == i  # "of the French Licorne force"
        if i == start or adjacent or start in persons or is_title(view.lower[start]) or _in_full(view, start, i):
            return last
        known, near = at.get(start), last == head + 1
        whole = known is not None and known.last >= i and known.kind != "population" and known.how != "demonym"
        if whole and (near or linked == "and"):  # "the Alliance of Iraq" is a state's
            return last
        body = view.lower[start - 1] == "the" and (view.lower[i - 1] in HEADS or view.lower[i - 1] in _FORCES)
        if near and linked == "of" and (body or view.lower[head] in _COMMON):  # "Northern Front of the National Army"
            return last
        last = i
