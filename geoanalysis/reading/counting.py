"""Tells the nouns that only count or sort: "dozens of demonstrators", "a two-state solution", "the Fatah and Hamas movements"."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from geoanalysis.reading.abbreviations import bracket_behind
from geoanalysis.reading.mentions import Mention, View
from geoanalysis.reading.spelling import word_set

if TYPE_CHECKING:
    from geoanalysis.reading.gazetteer import Gazetteer

#: Nouns that only count what follows their "of": "dozens of demonstrators", "a group of diplomats".
COUNTS = word_set(
    """dozens hundreds thousands tens scores number numbers group groups lot lots majority minority couple handful series some many
    most several all none both half part parts team series range crowd crowds mob wave waves rest remainder type kind kinds band
    bands network networks pair trio host array one two three four five six seven eight nine ten million millions percent total
    any each more up member members"""
)
#: What several names before it are together, which say more than it does.
_SORTS = word_set("groups organizations organisations movements parties militias factions networks")
_ONE = word_set("organization organisation agency group party movement charity company newspaper channel station website think-tank")
#: What tells that a noun behind a name is a part of the body, or another body beside it.
_ORGANS = word_set(
    """splinter youth student women military armed political sister breakaway rival umbrella front parent lobby support interest working
    linked led backed joint contact monitoring parliamentary regional local special governing ruling other new"""
)
_NAMED = ("armed_group", "party", "organization")


def counts(view: View, token: int, nouns: Mapping) -> bool:
    """Whether a noun only counts the group in its "of": "a number of militias"."""
    return view.lower[token] in COUNTS and any(
        view.dep[i] == "nmod" and view.lower[i] in nouns and nouns[view.lower[i]].number == "p"
        and any(view.lower[j] == "of" for j in view.children[i]) for i in view.children[token])  # fmt: skip


def counted(view: View, token: int) -> bool:
    """Whether a number before a noun makes it an adjective of what has so many: "a two-state solution", "a three-party deal"."""
    if token < 2 or view.dep[token] not in ("compound", "amod", "nmod:desc"):
        return False
    joined = view.words[token - 1] in ("-", "–") and view.starts[token] == view.ends[token - 1]
    return joined and view.tag[token - 2] == "CD" and view.head[token] > token


def condition(view: View, token: int) -> bool:
    """Whether a "state" is how things are: "a state of emergency", not "the state of Israel"."""
    of = (i for i in view.children[token] if view.dep[i] == "nmod" and i > token) if view.lower[token] == "state" else ()
    return any(view.words[i].islower() and view.lower[token + 1] == "of" for i in of)


def sorts_names(view: View, token: int, names: Mapping[int, Mention]) -> bool:
    """Whether a noun says what sort several names before it are: "the Fatah and Hamas movements". Names by the token behind each."""
    second = names.get(token)
    if second is None or view.lower[token] not in _SORTS or second.kind not in _NAMED or view.lower[second.first - 1] not in ("and", "or"):
        return False
    first = names.get(second.first - 1)
    return first is not None and first.kind in _NAMED


def sort_of(view: View, body: Mention, noun: int, *, world: bool) -> bool:
    """Whether the words between a name and a noun tell with it what the body is: "the Argus human rights organisation"; those of a world
    body have organs of their own: "the UN refugee agency"."""
    between = range(body.last, noun)
    if body.how.startswith("group") or world and body.kind == "organization" or view.lower[noun] not in _ONE or len(between) > 3:
        return False
    return bool(between) and all(view.words[i].islower() and view.tag[i] in ("NN", "NNS", "JJ") and view.lower[i] not in _ORGANS
                                 and view.starts[i] > view.ends[i - 1] for i in between)  # fmt: skip


def is_body(view: View, body: Mention, *, first: int, noun_first: int, gazetteer: "Gazetteer") -> bool:
    """Whether a noun says what the body before it is: "the Haqqani network", "the 'Islamic State' (IS) group"."""
    listed = gazetteer.actors.get(body.actor_id)
    close = body.last == noun_first and view.lower[noun_first] != "splinter" or bracket_behind(view, body.last) == first
    close = close or sort_of(view, body, noun_first, world=listed is not None and not listed.country)
    return close and view.dep[body.head] in ("compound", "flat", "nmod:desc", "amod")


def top(view: View, token: int) -> int:
    """The counting noun that the sentence hangs a group on: "dozens" in "dozens of demonstrators"."""
    outer = view.head[token]
    if view.dep[token] == "nmod" and view.lower[outer] in COUNTS and any(view.lower[i] == "of" for i in view.children[token]):
        return outer
    return token
