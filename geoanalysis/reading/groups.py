"""Finds the actors without a name that act: "militants", "Pakistani security forces", "the opposition", "Iraqi protesters"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from geoanalysis.errors import DataError
from geoanalysis.reading.counting import condition, counted, counts, is_body, sorts_names, top
from geoanalysis.reading.homes import state_of
from geoanalysis.reading.mentions import BODIES, NAME_TAGS, NOUN_TAGS, Mention, View
from geoanalysis.reading.nobody import is_aircraft
from geoanalysis.reading.spelling import slug, word_set
from geoanalysis.reading.units import FORMATIONS, acts_alone
from geoanalysis.resources import faults_error, read_csv
from geoanalysis.tables import ACTOR_KINDS

if TYPE_CHECKING:
    from geoanalysis.reading.gazetteer import Gazetteer

COLUMNS = ("noun", "kind", "canonical", "number", "gender")
#: Words of quantity and order, which are no part of a group's words.
_QUANTITY = word_set(
    """other others many several some few more most all such any same certain various additional least next last first second own
    two three old various-"""
)
#: Adjectives that tell no group from another; they stay in the text and are left out of the name.
_IDLE = word_set(
    """former late top senior new other others several many some few more most all such same main chief key current alleged high-
    ranking high-level leading additional various certain own respective least at about nearly almost least first second last
    next local-level so-called then two three four five unidentified unknown dead wounded injured numerous total two-day old
    young"""
)
#: Parts of a body that stand for it: "a cell of the Mahdi Army".
_PARTS = word_set("cell cells unit units squad squads faction wing members elements fighters gunmen militants insurgents")
#: Those who stand beside somebody, whom a word before them names: "our Turkish allies", "coalition members".
_RELATED = word_set("ally allies partner partners friend friends neighbours neighbors backers sponsors patrons")
_PARTNERS = _RELATED | word_set("members nations countries")
#: Nouns of time that stand before a group without belonging to it: "for sixty days crowds marched".
_TIMES = word_set("day days week weeks month months year years hour hours night nights morning evening afternoon today yesterday")
#: Participles that tell one group from another; others only tell what happened to it: "suspected cell", "wounded soldiers".
_TELLING = word_set(
    "armed displaced united allied organized organised masked retired elected appointed disabled unarmed exiled deposed ousted"
)
#: What no people of the state's own are, whatever the noun: "Libyan opposition forces", "Syrian dissident troops".
_AGAINST = word_set("opposition rebel dissident separatist insurgent breakaway mutinous renegade anti-government anti-regime private")
#: Forces that need not be those of the state whose people they are: "US-backed Syrian forces".
_ANYBODYS, _OFFICIAL = word_set("force forces fighter fighters unit units"), word_set("security government regime army")
#: What those were who do not speak for their state or body any more.
_PAST = word_set("former retired ex ousted deposed onetime")
#: Bodies without a name that a title may belong to; units and offices are those that the text has named.
_UNITS = FORMATIONS | word_set("embassy mission commission council department")
_LED = _UNITS | word_set(
    "opposition rebel army navy police military militia government guerrilla separatist union insurgent ministry party force"
)
_JOINED = word_set("backed led based aligned linked allied affiliated funded trained supported sponsored armed held controlled")
_MODIFIERS = word_set("amod compound nmod:poss nmod flat nmod:desc det:poss advmod obl:npmod obl punct goeswith")
#: The tags that stand in no phrase of a noun behind its article.
_OUTSIDE = word_set("DT PRP$ CD IN WP$ PDT EX WDT WRB WP PRP NFP ADD CC , POS TO MD `` '' RBR")
_OWNS = frozenset(("amod", "compound", "nmod:poss", "nmod", "flat", "nmod:desc"))
_SENT, _INITIALS = frozenset(("ambassador", "envoy", "representative")), frozenset(("pm", "fm"))  # "6 PM" is nobody
#: Offices that are not their holder's party's, whatever party he is called by.
ABOVE_PARTY = word_set("president mayor governor sheriff predecessor successor incumbent premier senator congressman congresswoman")
#: Kinds of actors that can own a group; a state owns only nouns that stand for a state's own people.
_BODIES = BODIES | {"population"}


@dataclass(frozen=True, slots=True)
class Noun:
    """One row of groups.csv."""

    noun: str
    kind: str
    canonical: str
    number: str
    gender: str

    @property
    def owned(self) -> bool:
        """Whether the noun stands for the state or body that it belongs to: "troops", "warplanes"."""
        return self.canonical == "owner" or self.canonical == "thing" and self.kind == "government"


Nouns = Mapping[str, Noun]


@lru_cache(maxsize=1)
def load_nouns() -> Nouns:
    """Load the nouns that act, by noun.

    Columns of groups.csv: noun (lower case, one to three words), kind (as in actors.csv), canonical ("owner": the noun stands for the
    state or body that it belongs to; "thing": likewise, but without one it is nobody; "body": only for a body, not for a state;
    "office": for whoever holds the office; empty: an actor of its own), number (s, p), gender (f, m or empty).

    Raises
    ------
    DataError
        If a row repeats a noun or holds a value that its column does not allow.

    Examples
    --------
    >>> load_nouns()["militants"].kind
    'armed_group'
    """
    nouns, faults = {}, []
    for number, row in enumerate(read_csv("groups.csv", COLUMNS), 2):
        stands_for = row["canonical"] in ("", "owner", "thing", "body", "office")
        if row["kind"] not in ACTOR_KINDS or not stands_for or row["number"] not in ("s", "p"):
            faults.append(f"row {number} ({row['noun']}): kind, canonical or number is not allowed")
        if row["noun"] in nouns or row["noun"] != row["noun"].lower() or not row["noun"]:
            faults.append(f"row {number} ({row['noun']}): stands twice, is empty or is not lower case")
        nouns[row["noun"]] = Noun(**row)
    if faults:
        raise faults_error("groups.csv", faults, DataError)
    parted = {" ".join(re.findall(r"[^\s'-]+|-|'s?", noun)): row for noun, row in nouns.items()}
    return MappingProxyType(parted | nouns)  # as the tokenizer parts "hostage-taker" and "president's office"


def noun_at(view: View, token: int, nouns: Nouns) -> tuple[Noun, int] | None:
    """The longest listed noun that ends at a token, and where it begins."""
    lower = view.lower
    for length in (3, 2, 1):
        first = token - length + 1
        if first >= 0 and (row := nouns.get(lower[token] if length == 1 else " ".join(lower[first : token + 1]))):
            return (row, first) if row.noun not in _INITIALS or view.words[token].isupper() and view.tag[first - 1] != "CD" else None
    return None


def core(view: View, token: int, noun_first: int) -> int:
    """The first token of a noun with what stands before it: adjectives and nouns, but no article, no numeral, no possessor."""
    first = noun_first
    while first > 0 and view.sentence[first - 1] == view.sentence[token]:
        i = first - 1
        if view.words[i] == "," and i and view.tag[i - 1] == view.tag[first] == "JJ" and view.head[i - 1] == token and first < noun_first:
            first = i - 1  # "local, legitimate forces"
            continue
        if view.tag[i] in _OUTSIDE or view.dep[i] in ("nummod", "det", "case", "cc"):
            break
        if not _below(view, i, token):
            break
        if view.dep[i] == "nmod:poss" or (view.dep[i] == "advmod" and view.head[i] == token) or view.lower[i] in _TIMES:
            break
        first = i
    while first < noun_first and (
        view.lower[first] in _QUANTITY or view.tag[first] in ("HYPH", ":", ",", "RB", "-") or view.words[first] in ("-", "–", "'", '"', "“")
        or view.words[first] == "(" and ")" not in view.words[first:noun_first]
    ):
        first += 1
    if 1 < first <= noun_first and view.lower[first] in _JOINED and view.words[first - 1] == "-" and view.tag[first - 2] != "CD":
        first -= 2  # "Turkish-backed rebels", whatever the parser hangs "Turkish" on
    counted = 1 < first < noun_first and view.words[first - 1] == "-" and view.tag[first - 2] == "CD"  # "a three-way committee"
    return first + (counted and view.ends[first - 2] == view.starts[first - 1])


def _below(view: View, i: int, top: int) -> bool:
    """Whether a token hangs on another, directly or by a short chain of modifiers."""
    for _ in range(5):
        if view.dep[i] not in _MODIFIERS and view.dep[i] not in ("obj", "obl:agent", "nsubj", "conj", "dep", "acl", "case", "nummod"):
            return False
        i = view.head[i]
        if i == top:
            return True
    return False


def owner_of(view: View, token: int, heads: Mapping[int, list[Mention]]) -> tuple[Mention | None, Mention | None]:
    """The body and the state that a noun belongs to: "Taliban insurgents", "Iraq's army", "members of Hamas"."""
    body = state = None
    beside = [token - 1] if view.dep[token] == "compound" and view.head[token - 1] == view.head[token] else []  # "Iraqi army base"
    kids = [i for child in view.children[token] if view.dep[child] in ("compound", "amod") for i in view.children[child]
            if view.dep[i] in ("amod", "compound")]  # fmt: skip
    for child in [*view.children[token], *kids, *beside]:
        if view.dep[child] not in _OWNS:
            continue
        links = [view.lower[i] for i in view.children[child] if view.dep[i] == "case"] if view.dep[child] == "nmod" else ["of"]
        for mention in heads.get(child, ()):
            above = view.lower[token] in ABOVE_PARTY and mention.kind == "party" and mention.last - mention.first == 1 and child < token
            if above or mention.start > view.starts[mention.first] or not any(
                    link in ("of", "from") or link == "in" and mention.how.startswith("capital") for link in links):
                continue  # "anti-Taliban forces"; "the government in Baghdad" is the state's, "the troops in Iraq" are anybody's
            if mention.kind == "state" or (mention.kind == "place" and mention.how.startswith("place:")):
                state = state or (mention if mention.kind == "state" else None)
            elif mention.kind in _BODIES or (mention.kind == "person" and view.dep[child] != "nmod"):
                body = body or mention
    if body is None and state is None:  # "the government and people of Iraq"
        for other in view.children[token]:
            if view.dep[other] == "conj" and other == view.children[token][-1] and view.lower[other - 1] == "and":
                return owner_of(view, other, heads) if any(view.dep[i] == "nmod" for i in view.children[other]) else (None, None)
    sent = body and state and view.lower[token] in _SENT and body.kind == "organization"  # "the Russian NATO ambassador"
    return None if sent else body, state


def find_groups(view: View, named: list[Mention], nouns: Nouns, *, gazetteer: "Gazetteer") -> list[Mention]:
    """The mentions of unnamed actors, outermost names aside."""
    covered = [False] * len(view.words)
    heads: dict[int, list[Mention]] = {}
    for mention in named:
        heads.setdefault(mention.head, []).append(mention)
        covered[mention.first : mention.last] = [True] * (mention.last - mention.first)
    found = []
    ends = {m.last - 1: m for m in named if m.kind in ("population", "armed_group") and m.last - m.first > 1}
    behind = {m.last: m for m in named}
    for token, lower in enumerate(view.lower):
        if (known := ends.get(token)) and lower in nouns and view.words[token].islower():
            found += [_group(view, token, row=nouns[lower], noun_first=token, first=i, heads=heads, covered=covered, gazetteer=gazetteer)
                      for i in _joined(view, known.first, token, covered)]  # fmt: skip
        if covered[token] or (view.tag[token] not in NOUN_TAGS and not (lower in nouns and _adjective_of_thing(view, token, nouns))):
            continue
        if not (listed := noun_at(view, token, nouns)):  # a noun of several words may be listed without its last: "intelligence service"
            continue
        row, first = listed
        row = nouns["warplanes" if row.number == "p" else "warplane"] if is_aircraft(view, token) else row
        longer = noun_at(view, token + 2, nouns) if token + 2 < len(view.words) else None
        if longer and longer[1] <= token:  # "Secretary of State"
            continue
        if _modifies_a_group(view, token, nouns, covered) or counts(view, token, nouns) or counted(view, token):
            continue
        if sorts_names(view, token, behind) or condition(view, token):
            continue
        begin = core(view, token, first)
        if row.noun in ABOVE_PARTY and any(m.kind == "party" and m.last == begin + 1 <= first for m in heads.get(begin, ())):
            begin += 1  # "the Republican president" is not his party
        if (led := _led(view, token, begin=begin, noun_first=first, row=row, heads=heads, gazetteer=gazetteer)):
            found.append(led)
            continue
        if covered[begin] and begin and covered[begin - 1]:  # not the tail of a longer name
            begin = next((i for i in range(begin, first) if not covered[i]), first) if any(
                m.first < begin < m.last for m in named) else begin  # fmt: skip
        made = [_group(view, token, row=row, noun_first=first, first=begin, heads=heads, covered=covered, gazetteer=gazetteer)]
        made += [_group(view, token, row=row, noun_first=first, first=i, heads=heads, covered=covered, gazetteer=gazetteer)
                 for i in _joined(view, begin, token, covered)]  # fmt: skip
        nobody = row.noun == "side" and view.lower[begin - 1] not in ("either", "neither")  # "the other side"
        nobody = nobody or row.noun == "government" and any(  # "an inclusive government" is not there yet
            view.dep[i] == "det" and view.lower[i] in ("a", "an", "any", "no") for i in view.children[token])  # fmt: skip
        if nobody and all(m.how == "group" for m in made):
            continue
        found += made
        heads.setdefault(token, []).extend(made)
    return found


def _led(view: View, token: int, *, begin: int, noun_first: int, row: Noun, heads: dict, gazetteer: "Gazetteer") -> Mention | None:
    """Forces that somebody leads are a coalition, and not the leader's own: "U.S.-led multinational forces"."""
    if not row.owned or row.kind != "government":
        return None
    led = next((i for i in range(max(begin - 1, 2), noun_first) if view.lower[i] == "led" and view.words[i - 1] in ("-", "–")), None)
    leader = next((m for ms in heads.values() for m in ms if led is not None and m.last == led - 1), None)
    if leader is None or leader.kind not in ("state", "organization"):
        return None
    first = leader.first
    coalition = f"{'US' if leader.actor_id == 'united_states' else leader.text}-led coalition"
    known = leader.actor_id if leader.kind == "organization" else gazetteer.lookup(coalition)
    listed = gazetteer.actors.get(known)
    actor_id, name, kind = (listed.actor_id, listed.name, listed.kind) if listed else (slug(coalition), coalition, "organization")
    return Mention(view.starts[first], view.ends[token], first, token + 1, top(view, token), view.span(first, token + 1), actor_id, name,
                   kind, f"group:led {row.noun}", "", first, row.number, "n")  # fmt: skip


def _adjective_of_thing(view: View, token: int, nouns: Nouns) -> bool:
    """Whether a noun is tagged as the adjective of something that does not act, or of who speaks for it: "military trucks", "military
    spokesman", not "military leader"; or of a title at the head of a sentence: "Rebel leader Jean Roe"."""
    head, kinds = view.lower[view.head[token]], ("armed_group", "government", "party")
    if view.lower[token - 1] == "the" and view.dep[token] in ("nsubj", "nsubj:pass", "obj", "obl:agent") and view.tag[token][0] in "JV":
        return True  # "the wounded"
    return view.dep[token] == "amod" and view.tag[token] == "JJ" and nouns[view.lower[token]].kind in kinds and (
        head not in nouns or owns_title(view, token) and (head.startswith("spokes") or view.words[token][0].isupper()))  # fmt: skip


def _joined(view: View, first: int, token: int, covered: list[bool]) -> list[int]:
    """The adjectives that "and" joins to a group's own: "Kurdish" in "Kurdish and Yezidi fighters"."""
    joined, i = [], first - 1
    while i > 0 and first < token and view.lower[i] in ("and", "or", ","):
        if view.lower[i - 1] == ",":
            i -= 1
        j = i - 1
        if not (view.words[j][:1].isupper() and (covered[j] or view.tag[j] in ("JJ", "NNP")) and _below(view, j, token)):
            break
        j = min(j, view.head[j]) if view.dep[j] == "flat" else j  # "Boko Haram and ISWAP fighters"
        joined.append(j)
        i = j - 1
    return joined


def _modifies_a_group(view: View, token: int, nouns: Nouns, covered: list[bool]) -> bool:
    """Whether a noun only says which group: "police" in "police chief", "foreign" before a name."""
    outer = view.head[token]
    capitals = view.words[token][0].isupper() and view.words[outer][0].isupper()  # "Minister of National Defence"
    if view.dep[token] == "amod" and (view.lower[token] == "official" or capitals):
        return True
    if owns_title(view, token):
        return False
    listed = nouns.get(view.lower[outer])
    if view.dep[token] == "amod":  # "Islamist group", but "rebel spokesman"
        return listed is not None and listed.canonical != "office" and listed.kind != "population"
    return view.dep[token] in ("compound", "flat", "nmod:desc") and outer != token and (listed is not None or covered[outer])


def owns_title(view: View, token: int) -> bool:
    """Whether a noun tells whom a named person's office belongs to: "opposition leader Rahul Gandhi", "a police spokesman, Ali Saleh"."""
    office = view.head[token]
    held = load_nouns().get(view.lower[office])
    if office != token + 1 or view.lower[token] not in _LED or not held or held.canonical != "office":
        return False
    beside = [office + 1] if view.tag[office] in ("NN", "NNP") and office + 1 < len(view.tag) else []
    body = load_nouns().get(view.lower[token])
    if body and body.owned or view.lower[token] in _UNITS:  # else "rebel" and "opposition" are nobody's name
        beside += [i for i in view.children[office] if view.dep[i] == "appos"]
    if view.dep[office] == "appos" and view.lower[token] in _UNITS:  # "Jane Roe, the squadron commander"
        beside.append(view.head[office])
    return any(view.tag[i] in NAME_TAGS for i in beside)


def _group(
    view: View, token: int, *, row: Noun, noun_first: int, first: int, heads: dict, covered: list[bool], gazetteer: "Gazetteer"
) -> Mention:
    """The mention that one listed noun makes, with the actor it stands for."""
    body, state = owner_of(view, token, heads)
    start, end = view.starts[first], view.ends[token]
    joined = any(view.lower[i] in ("and", "or", ",") for i in range(first, noun_first)) and view.words[first][0].isupper()
    near = max((m for i in range(first, noun_first) for m in heads.get(i, ()) if m.start == start), key=lambda m: m.last, default=None)
    if near:
        body, state = (body, near) if near.kind == "state" else (near, state) if near.kind in _BODIES else (body, state)
    if body and body.kind == "population" and body.first >= first:  # a "Kurdish militia" is no people
        body, state = None, state if state and state.first < first else None  # "Syrian Kurdish forces" are not the state's
    if backed := next((i for i in range(first + 2, noun_first) if view.lower[i] in _JOINED and view.words[i - 1] == "-"), 0):
        body, state = None, _own(view, row, backed, noun_first=noun_first, heads=heads)
    text = view.text[start:end]
    against = not _AGAINST.isdisjoint(view.lower[first:noun_first])
    actor = None
    person = body if body and body.kind == "person" else None
    if person:
        body, state = None, state or state_of(person, gazetteer)
    if row.owned or row.canonical == "office":
        actor = body or (None if against else state)
        if actor and row.canonical == "office" and row.number == "p" and actor.first > token and _listed(view, actor, heads):
            actor = None  # "the ministers of Iran, Turkey and Egypt" are not only Iran
        past = not _PAST.isdisjoint(view.lower[first:noun_first])  # "former soldiers", a "retired ambassador"
        if past or actor and first < noun_first and acts_alone(view, actor, row.noun, first=first, noun_first=noun_first, covered=covered):
            actor = None
    elif row.noun in _PARTS and body and body.kind in ("armed_group", "party") and view.lower[token + 1 : token + 2] == ["of"]:
        actor = body
    elif not row.canonical and row.number == "s" and body and row.kind in BODIES - {"government"}:
        actor = body if is_body(view, body, first=first, noun_first=noun_first, gazetteer=gazetteer) else None
    elif row.canonical == "body":
        actor = body if body and body.kind in ("armed_group", "party", "organization") else None
    elif near and (row.noun in _PARTNERS and near.text.lower().endswith("coalition")
                   or row.noun in _RELATED and near.kind in ("state", "armed_group") and _somebodys(view, token)):  # fmt: skip
        actor = near
    if actor is None and row.noun == "members" and body and view.lower[noun_first - 1] == "the":
        actor = body
    kept = [first, *range(noun_first, token + 1)] if joined else range(first, token + 1)
    words = [view.words[i] for i in kept if i >= noun_first or not (view.lower[i] in _IDLE or _happened(view, i))]
    name = " ".join(words).replace(" - ", "-").replace(" '", "'").replace(" ,", ",").lstrip(", ")
    if (row.canonical == "office" and not any(covered[first : token + 1])) or (
        first == view.sentence_of(first)[0] and view.tag[first] in ("NN", "NNS") and not covered[first]
    ):
        name = name.lower() if row.canonical == "office" and view.tag[first] in NOUN_TAGS else name[0].lower() + name[1:]
    if first == token and not view.words[token].isupper():
        name = name.lower()
    if actor is None and state and state.first < first and row.number == "p":
        name = f"{state.text if state.how == 'demonym' else state.name} {name}"
    known = gazetteer.lookup(name) if actor is None and len(name.split()) > 1 else None
    if actor is not None:
        meant = (actor.actor_id, actor.name, actor.kind if actor.kind != "place" else row.kind,
                 f"{'office' if row.canonical == 'office' else 'group'}:{row.noun}")
    elif known:
        meant = known, gazetteer.actor(known).name, gazetteer.actor(known).kind, "group"
    else:
        titled = token > first > view.sentence_of(first)[0] and view.words[token][0].isupper() and view.words[first][0].isupper()
        how = "office" if row.canonical == "office" else "name" if titled and view.tag[token] in NAME_TAGS else "group"
        meant = slug(name), name, "armed_group" if against and row.kind == "government" else row.kind, how
    gender = row.gender or ("" if row.kind in ("person", "population") else "n")
    return Mention(start, end, first, token + 1, top(view, token), text, *meant, "", first, row.number, gender)


def _own(view: View, row: Noun, backed: int, *, noun_first: int, heads: Mapping[int, list[Mention]]) -> Mention | None:
    """Whose the backed are: "US-backed Iraqi troops" are Iraq's, "Turkish-backed forces" are not Turkey's own."""
    official = view.lower[noun_first - 1] in _OFFICIAL
    own = heads.get(noun_first - 1 - official, ()) if official or row.noun not in _ANYBODYS else ()
    return next((m for m in own if m.kind == "state" and m.first > backed), None)


def _somebodys(view: View, token: int) -> bool:
    """Whether a noun has a possessor and no name beside it: "our Turkish allies", not "its Druze ally, Jumblatt"."""
    deps = {view.dep[i] for i in view.children[token]}
    return "nmod:poss" in deps and "appos" not in deps


def _listed(view: View, m: Mention, heads: Mapping[int, list[Mention]]) -> bool:
    """Whether others are joined to an actor: "Iran, Turkey and Egypt"."""
    return any(view.dep[i] == "conj" and heads.get(i) for i in view.children[m.head])


def _happened(view: View, token: int) -> bool:
    """Whether a participle before a noun says what was done to the group: "enslaved women"."""
    return (view.tag[token] in ("VBN", "JJS") or view.lower[token] in ("suspected", "alleged", "presumed")) and (
        view.lower[token] not in _TELLING and view.words[token - 1] not in ("-", "–") and view.words[token].islower())  # fmt: skip
