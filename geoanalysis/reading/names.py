"""Finds all names of a document: those that the gazetteer lists, and the others from the name recogniser and from capitals."""

from dataclasses import replace

from geoanalysis.reading.abbreviations import find_abbreviated
from geoanalysis.reading.boundaries import drawn
from geoanalysis.reading.gazetteer import Gazetteer
from geoanalysis.reading.groups import Nouns, noun_at
from geoanalysis.reading.listed import listed_names
from geoanalysis.reading.mentions import BODIES, NAME_TAGS, NOUN_TAGS, Mention, View
from geoanalysis.reading.nobody import is_thing, without_datelines
from geoanalysis.reading.spelling import fold, name_words, slug, sounds, word_set
from geoanalysis.reading.units import BANDS, FIRMS, NUMBER, ORDINAL, find_units

#: Titles that are no nouns of groups.csv.
TITLES = word_set(
    """mr mr. mrs mrs. ms ms. miss dr dr. gen gen. lt lt. col col. maj maj. capt capt. sgt sgt. brig brig. adm adm. cmdr cmdr.
    sheikh sheik shaykh shaikh ayatollah hojjatoleslam sayyid seyed mullah maulana maulvi mawlawi shri mufti sir lord dame baron king
    queen prince princess imam emir sultan shah crown grand rabbi father sister brother professor prof. prof sen sen. rep rep. gov gov. amb.
    pres. hon. cpl. pvt. staff petty officer deputy designate elect inspector superintendent constable detective reverend rev. rev
    honourable honorable"""
)
#: Head nouns of names that are places and nobody who acts.
PLACE_NOUNS = word_set(
    """airport airfield airbase base camp city town village province district region governorate street road avenue square bridge
    river lake sea gulf strait mountain mountains valley desert island islands peninsula ocean bay coast border strip bank
    heights plateau prison jail stadium palace hotel market mall plant facility field port harbor harbour dam pipeline corridor
    canal highway checkpoint neighborhood neighbourhood county suburb shrine cemetery tunnel crossing zone area reactor complex
    center centre triangle plain plains delta basin hospital museum garden park gate tower hall barrage farm farms"""
)
#: Those of them that are nobody's surname, whatever the recogniser says: "Lower Village".
_NO_SURNAMES = word_set("airport airfield airbase village province district governorate barrage refinery hospital farms")
#: Days and months.
DAYS = word_set(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
    november december"""
)
#: Last words of names of what happens or was agreed, which nobody is.
_EVENTS = word_set(
    """war wars summit agreement treaty resolution act accord accords constitution games cup festival plan protocol law bill process
    prize holocaust intifada election elections revolution eve holiday holidays massacre award awards championship olympics
    conference dialogue declaration convention amendment charter doctrine strategy hurricane tsunami crisis conflict era century
    dam medicare code eid ok mou mous hostilities ceasefire cease-fire"""
)
#: Words of a name that make it a medium.
_MEDIA = word_set(
    "news times post tv television radio newspaper daily weekly journal tribune herald gazette magazine broadcasting guardian telegraph"
)
#: Adjectives of faith and origin that stand for people.
_FAITHS = word_set(
    """sunni shia shi'ite shiite jewish arab european african asian kurdish muslim christian catholic islamist communist western"""
)
#: Last words of offices such as "Secretary of State".
_DEPARTMENTS = word_set("""state defense defence staff treasury energy interior labor commerce justice finance oil health agriculture""")
#: Words before "Minister" and "Secretary" that belong to the office.
_BEFORE_OFFICES = frozenset(("first", "deputy", "assistant", "foreign", "prime", "vice"))
_OF_OFFICE = word_set(
    "foreign affairs cabinet parliamentary national security human rights information communications expatriates and public works"
)
#: Standings that stand before names like offices.
_STANDING = word_set("""senator congressman congresswoman cleric warlord lawmaker deputy representative dissident journalist activist
    diplomat analyst""")  # fmt: skip
_ABBREVIATED = word_set("""jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec. mon. tue. wed. thu. fri. sat. sun. no. st.""")
#: Last words of bodies that the recogniser may take for places and that name no actor by themselves.
_COMPACTS = word_set("""alliance forum fund initiative pact compact troika quartet""")
#: Kinds of bodies whose common noun stands before their name.
PRESENTED = BODIES - {"government"}
#: Capitalised words that are nobody's name.
_NO_NAMES = DAYS | _FAITHS | word_set(
    """mr mrs ms dr gmt i islam christianity english arabic ramadan christmas easter ii iii st internet god allah quran koran bible
    north south east west northern southern eastern president minister prime general colonel january. islamic hindu buddhist
    olympics earth am pm constitution u.s.-led twitter facebook youtube spring summer autumn winter latin"""
)


def _kind_of(words: list[str], label: str, nouns: Nouns) -> str:
    """The kind of an unlisted name, by its head noun, else by the recogniser's label."""
    lower = [word.lower() for word in words]
    cut = next((i for i, word in enumerate(lower) if i and (word in ("of", "for", "in", "on", "at", "and") or word.isdigit())), len(lower))
    head = lower[cut - 1]
    label = "ORG" if (head in BANDS or head in FIRMS) and len(words) > 1 else label
    if head in (_NO_SURNAMES if label == "PERSON" else PLACE_NOUNS):
        return "organization" if head in ("center", "centre") and (cut > 2 or "for" in lower[cut : cut + 1]) else "place"
    if head in _COMPACTS and len(words) > 1:
        return "organization"
    if label != "PERSON" and _MEDIA.intersection(lower):
        return "media"
    row = nouns.get(head)
    if row and row.kind == "armed_group" and (ORDINAL.fullmatch(lower[0]) or lower[:2] == ["task", "force"]):  # "455th Air Wing"
        return "government"
    if row and label != "PERSON" and row.kind not in ("person", "population", "state"):
        return row.kind
    if row and len(words) > 1 and row.kind == "population" and label != "PERSON":
        return "population"
    acronym = len(words) == 1 and len(words[0]) > 2 and words[0].isupper()
    return {"PERSON": "person", "LOC": "organization" if acronym else "place", "NORP": "population"}.get(label, "organization")


def _unlisted(view: View, first: int, last: int, *, label: str, nouns: Nouns) -> Mention | None:
    """A mention for a name that no file has; None for words that name nobody."""
    while first < last and view.lower[first] in ("the", "a", "an", "mr.", "mrs.", "ms.", "dr.", "'s", "#", "``", '"'):
        first += 1
    while last > first and (
        view.lower[last - 1] in ("'s", "’s", "-", ",", ".", "''", '"', "and", "of", "for", "&", "or", "in", "to", "the")
        or "[" in view.words[last - 1]  # a footnote: "denied.[2"
        or last - first > 2 and view.lower[last - 2] == "of" and _is_title(view.lower[last - 1], nouns)  # "the Union of General Bo Mya"
    ):
        last -= 1
    if first >= last:
        return None
    words = view.words[first:last]
    if len(words) == 1 and (
        (view.lower[first] in _NO_NAMES and not (label == "NORP" and view.lower[first] in _FAITHS or view.lower[first - 1] in TITLES))
        or not (words[0][0].isupper() or words[0].startswith(_ARTICLES) and "-" in words[0])
        or len(words[0]) < 2
    ):
        return None
    if all(view.lower[i] in _FAITHS for i in range(first, last)):
        label = "NORP"
    elif label == "NORP" and view.tag[first] not in NAME_TAGS:
        return None
    owned = view.lower[max(first - 1, 0)] in ("general", "'s")  # "the UN's Secretary"
    title = view.lower[first] in TITLES or owned and _is_title(view.lower[first], nouns)
    if last - first == 1 and (office_first(view, first) is not None or title or view.lower[first] in _ABBREVIATED):
        return None
    if label != "PERSON" and (office := noun_at(view, _head_noun(view, first, last), nouns)) and office[0].canonical == "office":
        return None  # "Defense Minister", "Special Envoy for Yemen": a title that the recogniser took for a body
    if label != "PERSON" and last - first == 1 and view.lower[first] in nouns and nouns[view.lower[first]].kind != "media":
        return None  # "the Government", "Troops": find_groups reads them
    if label != "PERSON" and last - first > 1 and view.lower[last - 1] in TITLES and _is_title(view.lower[last - 2], nouns):
        return None  # "Defence Minister Prince"
    if _is_heading(view, first, last, label=label, nouns=nouns):
        return None
    event = is_thing(view, first, last) or view.lower[last - 1] in _EVENTS or view.lower[last - 1] in DAYS
    if "/" in view.words[first] or "@" in view.words[first] or label != "PERSON" and event:
        return None
    kind = _kind_of(words, label, nouns)
    text = view.span(first, last)
    name = " ".join(text.split())
    gender, number = "" if kind == "person" else "n", "p" if kind == "population" else "s"
    return Mention(view.starts[first], view.ends[last - 1], first, last, view.head_of(first, last), text, slug(name), name, kind,
                   "place" if kind == "place" else "name", "", first, number, gender)  # fmt: skip


def _head_noun(view: View, first: int, last: int) -> int:
    """The last word of a name before its complement: "Envoy" in "Special Envoy for Yemen"."""
    return next((i for i in range(first + 1, last) if view.lower[i] in ("of", "for", "to")), last) - 1


def _is_heading(view: View, first: int, last: int, *, label: str, nouns: Nouns) -> bool:
    """Whether a name is only a title or a matter of office: "Crown Prince", "Foreign Affairs", "Defense"."""
    words = view.lower[first:last]
    return (last - first > 1 and all(_is_title(word, nouns) for word in words)) or (
        label == "ORG" and all(word in ("of", "for") or _is_office(word, nouns) for word in words))  # fmt: skip


def _is_title(word: str, nouns: Nouns) -> bool:
    """Whether a capitalised word before a name is a title: "President", "Gen."."""
    return (
        word in TITLES
        or word in ("prime", "foreign", "vice", "rear")
        or (word in nouns and (nouns[word].canonical == "office" or word in _STANDING))
    )


def _is_office(word: str, nouns: Nouns) -> bool:
    """Whether a word is part of a minister's office or a title: "National" and "Defence", "Sheikh"."""
    return word in _DEPARTMENTS or word in _OF_OFFICE or _is_title(word, nouns)


def office_first(view: View, token: int) -> int | None:
    """Where an office of several words begins that one ends: "State" in "Secretary of State Kerry", "Minister of Foreign Affairs Roe"."""
    i = token
    while i > 1 and (view.lower[i] in _DEPARTMENTS or view.lower[i] in _OF_OFFICE):
        i -= 1
    told = 0 < i < token and view.lower[i] in ("of", "for") and view.lower[i - 1] in ("secretary", "minister", "chief")
    return i - 1 if told else None


def _is_office_word(view: View, token: int, nouns: Nouns) -> bool:
    """Whether a word ends the title of the name that follows: "Executive" in "Chief Executive Abdullah"."""
    return office_first(view, token) is not None or bool(row := noun_at(view, token, nouns)) and row[0].kind == "person"


def _continues(view: View, token: int) -> bool:
    """Whether the name that follows begins at this token already: no name of its own, a capitalised noun or the number of a unit."""
    inside = view.tag[token] in NAME_TAGS and view.dep[token] == "compound" or ORDINAL.fullmatch(view.lower[token])
    return bool(inside) and not any(first <= token < last for first, last, _ in view.names)


#: how the second part of an Arabic name may begin: "Haider al-Abadi"
_ARTICLES = ("al-", "el-", "ul-", "ad-", "as-", "ar-", "bin", "ibn", "abu")


def _without_title(view: View, name: tuple[int, int, str], nouns: Nouns) -> tuple[int, int, str]:
    """A recognised name without the office that the recogniser took along: "US Defense Secretary Ash Carter"."""
    first, last, _ = name
    before = nouns.get(view.lower[first - 1]) if view.dep[first] == "flat" and view.head[first] == first - 1 else None
    if before and before.kind in ("person", "population") and before.number == "s":
        return first, last, "PERSON"  # "Bishop Edwin de la Peña"
    person = first + (view.lower[first] in ("of", "for"))
    of = person - 1 - (view.tag[person - 1] == "JJ")  # "Minister of | Foreign | Affairs Lena Aas"
    if of > 0 and view.lower[of] in ("of", "for") and view.lower[of - 1] in ("secretary", "minister", "chief", "state"):
        while person < last and _is_office(view.lower[person], nouns):
            person += 1  # "National Defence Art Eggleton", "for Cabinet Affairs Sheikh Ahmad"
        if first < person < last:
            return person, last, "PERSON"
    if view.lower[last : last + 1] in (["secretary"], ["minister"]):
        while last - first > 1 and (view.lower[last - 1] in _BEFORE_OFFICES or view.lower[last - 1] in _DEPARTMENTS):
            last -= 1  # "US Defense" in "US Defense Secretary", "Soviet First Deputy Foreign" in "… Minister"
        name = first, last, name[2]
    of = _head_noun(view, first, last) + 1
    office = noun_at(view, of - 1, nouns) if of < last - 1 and view.lower[of] == "of" and name[2] != "PERSON" else None
    if office and office[0].canonical == "office":  # "Force Commander of MINUSTAH"
        return of + 1 + (view.lower[of + 1] == "the"), last, name[2]
    if name[2] == "ORG" and view.lower[first] in nouns:
        # "407th Air Expeditionary Group", of which the recogniser saw the last word
        while first > 0 and _continues(view, first - 1):
            first -= 1
        name = first, last, "ORG"
    for i in range(last - 2, first - 1, -1):
        if _is_title(view.lower[i], nouns):
            rest = range(i + 1, last)
            if len(rest) <= 4 and all(
                (view.words[j][0].isupper() or "-" in view.words[i + 1 : j + 1] or view.lower[j].startswith(_ARTICLES))
                and not {view.lower[j]} & (nouns.keys() | PLACE_NOUNS | _OF_OFFICE)  # "Ministry of Foreign Affairs"
                for j in rest
            ):
                return i + 1, last, "PERSON"
            break
    return name


#: Words inside names that are no names themselves: "Reporters Without Borders".
_INSIDE = frozenset(("of", "for", "&", "Without", "Against", "For", "Of"))


def _presented(view: View, token: int, nouns: Nouns) -> bool:
    """Whether a capitalised word is a name by the noun of a body right before it, however it is tagged: "the Chinese carmaker Geely"."""
    word = view.words[token]
    if not word[:1].isupper():
        return False
    row = nouns.get(view.words[token - 1]) if token and view.sentence[token] == view.sentence[token - 1] else None
    short = word.isupper() and len(word) > 2
    if short and view.tag[token] in NOUN_TAGS and view.words[token + 1 : token + 2] != [":"] and view.words.count(word) > 1:
        return True  # "LURD", which the tagger takes for a common noun, not "QUESTION:"
    named = word.isalpha() and view.dep[token] not in ("compound", "amod")
    return named and bool(row) and row.number == "s" and row.kind in (BODIES if short else PRESENTED)  # "the Union's force EUFOR"


def _compounded(view: View, token: int, nouns: Nouns) -> bool:
    """Whether a token is the hyphen inside a name: "Self-Defense", "Akufo-Addo", not "Lieutenant-Colonel"."""
    after = view.text[view.ends[token - 1] : view.ends[token] + 1]
    return after[0] == "-" and after[1:].isupper() and view.tag[token + 1] in NAME_TAGS and not _is_title(view.lower[token + 1], nouns)


def _ends_office(view: View, token: int, last: int, nouns: Nouns) -> bool:
    """Whether a word belongs to the title before it and not to the name behind it: "Minister of Foreign Affairs | Lena Aas"."""
    above = view.head[token]
    if view.dep[token] == "nmod" and _is_title(view.lower[above], nouns):
        return token != above and view.head[token + 1 : token + 2] != [token]
    return "flat" in view.dep[token + 1 : last] and office_first(view, token) is not None  # "Minister for Defence | Lena Aas"


def _runs(view: View, taken: list[bool], nouns: Nouns) -> list[tuple[int, int, str]]:
    """Runs of proper nouns that no one found yet; a lone word counts only as a whole phrase."""
    runs, i, count = [], 0, len(view.words)
    alone = {view.words[first] for first, last, _ in view.names if last - first == 1}
    while i < count:
        unit = i + 1 < count and view.tag[i + 1] in NAME_TAGS and view.words[i + 1][0].isupper() and ORDINAL.fullmatch(view.lower[i])
        if taken[i] or not (unit or _presented(view, i, nouns)) and (view.tag[i] not in NAME_TAGS or not view.words[i][0].isupper()):
            i += 1
            continue
        last = i + 1
        while last < count and not taken[last]:
            if view.tag[last] in NAME_TAGS:
                last += 1
            elif (view.words[last] in _INSIDE and last + 1 < count and view.tag[last + 1] in NAME_TAGS
                  and not taken[last + 1] and view.words[last + 1][0].isupper()
                  or _compounded(view, last, nouns) and not taken[last + 1]):  # fmt: skip
                last += 2
            else:
                break
        label = ""
        while last - i > 1 and (_is_title(view.lower[i], nouns) or _ends_office(view, i, last, nouns)
                                or label and view.lower[i] in ("of", "for") and _ends_office(view, i + 1, last, nouns)):  # fmt: skip
            i, label = i + 1, "PERSON"
        if last < count and view.dep[last] == "flat" and view.tag[last] == "CD" and NUMBER.fullmatch(view.words[last]) and not label:
            last += 1  # "Ginbot 7"
        office = noun_at(view, i, nouns) if label and last - i == 1 else None
        held = office and office[1] < i and (office[0].canonical, office[0].number) == ("office", "s")
        before = label and last < count and taken[last] and _is_office_word(view, last - 1, nouns)
        if held or before or view.lower[i] in ("of", "for", "&"):
            i = last
            continue  # "the Foreign Secretary", "Chief Executive", "Deputy Assistant Secretary of State" before a name
        if (
            label
            or last - i > (3 if "-" in view.words[i + 1 : i + 2] else 1)
            or view.tag[i] not in NAME_TAGS
            or _presented(view, i, nouns)
            or view.dep[last - 1] in ("nsubj", "obj", "nsubj:pass", "obl", "nmod", "nmod:poss", "conj", "appos", "iobj", "obl:agent")
            or view.dep[i] in ("obl:unmarked", "vocative", "dislocated") and view.words[last : last + 1] == [","]  # "Roe, now here"
            or view.dep[i] == "compound" and view.lower[view.head[i]] in nouns  # "SWAPO leader Sam Nujoma"
            and (view.words[i] in alone or view.words[i].isupper() and len(view.words[i]) > 2)
        ):
            runs.append((i, last, label))
        i = last
    return runs


def _known_person(actor_id: str, extra: list[str], gazetteer: Gazetteer) -> bool:
    """Whether further given names before a listed name can belong to the listed person."""
    own = set(fold(gazetteer.actor(actor_id).name).split())
    return all(key in own or len(word.rstrip(".")) == 1 for word in extra for key in sounds(word))


#: Words between names that leave nothing over: "IRGC's Quds Force", "US-Iran".
_GLUE = frozenset(("'s", "’s", "-", "–", "the", "#", "/", ",", "and", "of", "mr.", "mr"))


def _join(view: View, name: tuple[int, int, str], inner: list[Mention], *, nouns: Nouns, gazetteer: Gazetteer) -> list[Mention]:
    """What a recognised name and the listed names inside it make together."""
    first, last, label = name
    filled = {i for m in inner for i in range(m.first, m.last)}
    if all(i in filled or view.lower[i] in _GLUE for i in range(first, last)):
        return inner
    end = max(inner, key=lambda mention: mention.last)
    if label != "PERSON" and end.kind == "person" and end.last == last and " " in end.text:
        return inner  # "Middle East Tobias Ellwood"
    if label == "PERSON" or (label == "" and end.kind == "person"):
        if end.kind == "person" and end.last >= last:
            extra = name_words(view.text[view.starts[first] : end.start])
            listed_words = len(name_words(end.text))
            if (
                extra
                and (listed_words > 1 or _known_person(end.actor_id, extra, gazetteer))
                and not any(nouns.get(word.lower().strip("\u200e\u200f")) for word in extra)
            ):
                kept = [m for m in inner if m.last <= first]
                return [
                    *kept,
                    replace(end, start=view.starts[first], first=first, text=view.text[view.starts[first] : end.end], title_first=first),
                ]
            if not extra:
                return inner
        begin = max(
            (m.last for m in inner if m.first <= first and m.kind in ("state", "organization", "armed_group", "party")), default=first
        )
        made = _unlisted(view, begin, last, label=label or "PERSON", nouns=nouns) if begin < last else None
        return [*(m for m in inner if m.last <= begin), made] if made else inner
    if label == "NORP":
        return inner
    made = _unlisted(view, first, last, label=label, nouns=nouns)
    if made is None:
        return inner
    if made.kind == "place":
        return [m for m in inner if m.head == made.head or view.lower[m.last - 1] in ("'s", "’s")] + [made]
    kept = [m for m in inner if m.first <= made.first or view.lower[m.first - 1] in ("of", "in", "for", "the", "royal")]
    return [*kept, made]


def _hyphenated(view: View) -> list[int]:
    """The hyphens inside acronyms: "SPLM-IO", "CJTF-HOA", "M5-RFP"."""
    words, inner = view.words, range(1, len(view.words) - 1)
    return [i for i in inner if words[i] == "-" and view.ends[i - 1] + 1 == view.starts[i + 1] and words[i + 1].isalpha()
            and all(words[j].isupper() and words[j].isalnum() for j in (i - 1, i + 1))
            and (len(words[i - 1]) > 2 or words[i - 1][-1].isdigit())]  # fmt: skip


def find_names(view: View, gazetteer: Gazetteer, nouns: Nouns) -> list[Mention]:
    """All names of a document, each linked to a listed actor or to one of its own; inner names are kept beside outer ones."""
    mentions = listed_names(view, gazetteer, nouns)
    owner: list[int] = [-1] * len(view.words)
    for number, mention in enumerate(mentions):
        owner[mention.first : mention.last] = [number] * (mention.last - mention.first)
    out, known, gone = [], set(), set()
    units = find_units(view, lambda word: _is_title(word, nouns))
    units += [name for name in find_abbreviated(view) if not any(first < name[1] and name[0] < last for first, last in units)]
    spans = drawn(view, view.names, mentions, is_title=lambda word: word != "foreign" and _is_title(word, nouns))
    spans = [_without_title(view, name, nouns) for name in spans]
    units += [(i - 1, i + 2) for i in _hyphenated(view) if owner[i - 1] < 0 or owner[i + 1] < 0]
    spans = [name for name in spans if not any(first <= name[0] and name[1] <= last for first, last in units)]
    spans += [(*unit, "ORG") for unit in units if not any(first < unit[1] and unit[0] < last for first, last, _ in spans)]
    named = [False] * len(view.words)
    for first, last, _ in spans:
        named[first:last] = [True] * (last - first)
    spans += _runs(view, named, nouns)
    for first, last, label in spans:
        numbers = sorted({owner[i] for i in range(first, last) if owner[i] >= 0})
        if numbers:
            inner = [mentions[number] for number in numbers]
            joined = _join(view, (first, last, label), inner, nouns=nouns, gazetteer=gazetteer)
            gone.update(numbers)
            new = [mention for mention in joined if mention not in known]
        else:
            new = [mention] if (mention := _unlisted(view, first, last, label=label, nouns=nouns)) else []
        out += new
        known.update(new)
    out += [mention for number, mention in enumerate(mentions) if number not in gone]
    return without_datelines(view.text, sorted(out, key=lambda m: (m.start, -m.end)))
