"""Titles and offices: the words before a name ("Iranian Foreign Minister"), and office-holders whom the text does not name."""

from dataclasses import replace

from geoanalysis.reading.gazetteer import Actor, Gazetteer
from geoanalysis.reading.groups import Nouns, noun_at, owner_of
from geoanalysis.reading.mentions import NOUN_TAGS, Mention, View
from geoanalysis.reading.names import DAYS, PRESENTED, TITLES, office_first
from geoanalysis.reading.spelling import fold, slug, word_set

FEMALE = word_set(
    """mrs mrs. ms ms. miss queen princess spokeswoman congresswoman chairwoman businesswoman actress sister lady dame mother wife"""
)
MALE = word_set(
    """mr mr. king prince spokesman congressman chairman businessman sheikh sheik ayatollah imam mullah lord sir emir sultan shah
    pope father brother"""
)
#: titles of those who are called the leader of a state or body
_LEADING = frozenset(("leader", "president", "premier", "prime", "king", "emir", "head", "chief", "chairman", "founder"))
_WALK = frozenset(("NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "HYPH", "POS", "VBN", "NFP", ":"))
#: what tells that an office is not the one that somebody has now
_OTHER = frozenset(("former", "ex", "late", "next", "new"))
#: what is called by who governs, and the offices of those
_GOVERNMENTS = frozenset(("administration", "government", "regime", "cabinet"))
_GOVERNING = frozenset(("president", "prime minister", "chancellor", "premier", "taoiseach"))
#: what makes another office of one
_DEPUTY = frozenset(("deputy", "vice"))
#: what one calls somebody who has the same office elsewhere: "his Rwandan counterpart"
_ALIKE = frozenset(("counterpart", "colleague"))
#: those who are sent or advise, whom news call now by one of these names, now by another
_ENVOYS = frozenset(("envoy", "representative", "emissary", "aide", "adviser", "advisor", "diplomat", "mediator", "negotiator"))
#: in how many opening sentences a report tells of somebody by his office whom it names only further down
_LEAD = 4
#: tags inside the noun phrase that says whose an office is
_INSIDE = ("NN", "JJ", "POS", "CD", "DT", "HYPH", "IN", "TO")


def _title_first(view: View, mention: Mention, inner: dict[int, Mention], nouns: Nouns) -> tuple[int, list[int]]:
    """Where the words of office before a name begin, and which tokens they are."""
    i, words, seen, owned = mention.first - 1, [], False, False
    floor = view.sentence_of(mention.first)[0]
    begin = mention.first
    while i >= floor and mention.first - i < 14:
        if other := inner.get(i):
            where = view.words[other.first - 1] == "In" and other.how != "demonym" and (owned or not other.how.startswith("capital"))
            if other.kind == "person" or where or not words and any(
                view.dep[c] == "case" and c < other.first for c in view.children[other.head]
            ):
                break  # "In Turkey Minister Aas …", "In Ankara Iraqi Minister Aas …", but not "In Ankara President Aas …"
            # An owner stands left of the title, or a further one in it: "IRGC Quds Force commander".
            if not words:
                if (office := _office_to(view, other, nouns)) is not None:
                    words += [*range(office + 1, mention.first)][::-1] + [office]
                    i, begin, seen = office - 1, office, True
                    continue
                break
            i, begin, owned = other.first - 1, other.first, True
            continue
        lower, tag = view.lower[i], view.tag[i]
        if (
            tag not in _WALK and view.words[i] != "Under"
            or lower in DAYS
            or (
                tag == "VBN"
                and lower not in ("retired", "elected", "appointed", "disgraced", "backed", "led", "based", "ousted", "deposed", "exiled")
            )
        ):
            break
        if not words and (office := office_first(view, i)) is not None:
            words += [*range(office, i + 1)][::-1]
            i, begin, seen = office - 1, office, True
            continue
        title = lower in TITLES or (lower in nouns and nouns[lower].number == "s")
        if not words and not title:
            break
        seen = seen or title
        words.append(i)
        if tag not in ("POS", "HYPH", ":"):
            begin = i
        i -= 1
    return begin, sorted(words)


def _office_to(view: View, owner: Mention, nouns: Nouns) -> int | None:
    """The office before an owner that stands between it and the name: "Ambassador to Russia Kazem Jalali"."""
    i = owner.first - 1
    if i > 0 and view.lower[i] == "the":
        i -= 1
    if (
        i > 0
        and view.lower[i] in ("to", "of", "in", "at", "for")
        and view.lower[i - 1] in nouns
        and nouns[view.lower[i - 1]].canonical == "office"
    ):
        return i - 1
    return None


def _by_office(mention: Mention, title: str, owners: list[Mention], gazetteer: Gazetteer) -> Mention:
    """A surname with a title that the listed holder of the office had: "U.S. Secretary of State Kerry"."""
    if " " in mention.text or mention.actor_id in gazetteer.actors:
        return mention
    surname = fold(mention.text)
    for owner in owners:
        words = " ".join(word for word in title.split() if word not in owner.text.split())
        for holder in gazetteer.holders(words, owner.actor_id):
            person = gazetteer.actor(holder)
            if fold(person.name).split()[-1:] == [surname]:
                return replace(
                    mention, actor_id=holder, name=person.name, gender=person.gender, how=f"office:{words.lower()} of {owner.name}"
                )
    return mention


def add_titles(view: View, mentions: list[Mention], nouns: Nouns, *, gazetteer: Gazetteer) -> list[Mention]:
    """Give persons their titles and the gender that a title tells, and hang the mention where the title hangs."""
    inner = {mention.last - 1: mention for mention in mentions if mention.kind != "person"}
    inner |= {mention.last - 1: mention for mention in mentions if mention.kind == "person"}
    out = []
    for mention in mentions:
        if mention.kind not in ("person", "organization", "place") or (mention.kind != "person" and mention.last - mention.first > 4):
            out.append(mention)
            continue
        begin, words = _title_first(view, mention, inner, nouns)
        words = [
            i for i in words if (view.words[i][-1].isalnum() and view.tag[i] != "POS") or view.words[i][-1] == "." or view.words[i] == "-"
        ]
        if not words:
            out.append(mention)
            continue
        lower = {view.lower[i] for i in words}
        called = noun_at(view, words[-1], nouns)
        if (
            called
            and not called[0].canonical
            and called[0].kind in PRESENTED
            and words[-1] == mention.first - 1
        ):
            out.append(replace(mention, kind=called[0].kind) if mention.actor_id == slug(mention.name) else mention)
            continue
        kind = mention.kind
        if kind != "person":
            last = view.lower[words[-1]]
            is_title = last in TITLES or (last in nouns and nouns[last].kind == "person" and nouns[last].canonical == "office")
            is_title = is_title or office_first(view, words[-1]) is not None or begin == words[0] and view.lower[begin + 1] == "for"
            if not is_title or mention.how not in ("name", "place"):
                out.append(mention)
                continue
            kind = "person"
        gender = mention.gender if mention.gender in ("f", "m") else "f" if lower & FEMALE else "m" if lower & MALE else ""
        head = mention.head
        while begin <= view.head[head] < mention.first and view.head[head] != head:
            head = view.head[head]
        title = " ".join(view.words[i] for i in words).replace(" - ", "-")
        how = "name" if mention.how == "place" else mention.how
        titled = replace(mention, kind=kind, how=how, head=head, title=title, title_first=begin, gender=gender)
        owners = [m for m in mentions if begin <= m.first and m.last <= mention.first]
        out.append(_by_office(titled, title, owners, gazetteer))
    return out


def dated_names(view: View, mentions: list[Mention], gazetteer: Gazetteer, *, published: str | None) -> list[Mention]:
    """Give a short name the listed person who held its office then: "President Bush", "Prime Minister Sharif"; or who governed last:
    "the Bush administration"."""
    meant: dict[str, Mention] = {}
    for m in mentions if published else ():
        alone = m.kind == "person" and m.actor_id not in gazetteer.actors and not any(
            n.kind == "person" and n.actor_id != m.actor_id and n.name.endswith(f" {m.text}") for n in mentions)  # fmt: skip
        if alone and (ruler := _governing(view, m, gazetteer, published=published)):
            how = f"name:in {published[:4]}"
            meant[m.actor_id] = replace(m, actor_id=ruler.actor_id, name=ruler.name, gender=ruler.gender, how=how)
        title, words = m.title.lower(), fold(m.text).split()
        if m.kind != "person" or not title or m.actor_id in gazetteer.actors or m.actor_id in meant or "former" in title:
            continue
        holders = {
            row["actor_id"] for row in gazetteer.namesakes(m.text)
            if title.endswith(row["office"]) and gazetteer.holder(row["office"], row["of"], published) == row["actor_id"]
            and set(words) <= set(fold(gazetteer.actor(row["actor_id"]).name).split())
        }  # fmt: skip
        if len(holders) == 1:
            person = gazetteer.actor(holders.pop())
            how = f"name:{title} in {published[:4]}"
            meant[m.actor_id] = replace(m, actor_id=person.actor_id, name=person.name, gender=person.gender, how=how)
    return [
        replace(m, actor_id=person.actor_id, name=person.name, kind="person", gender=person.gender, how=person.how)
        if (person := meant.get(m.actor_id)) else m
        for m in mentions
    ]  # fmt: skip


def _governing(view: View, m: Mention, gazetteer: Gazetteer, *, published: str) -> Actor | None:
    """The last listed head of a state or government of a name that stands before his administration: "the Bush administration"."""
    behind = view.lower[m.last : m.last + 2]
    if " " in m.text or not behind or behind[behind[0] in ("'s", "’s") and len(behind) > 1] not in _GOVERNMENTS:
        return None
    rows = [row for row in gazetteer.namesakes(m.text) if row["tie"] == "LEADS" and row["office"] in _GOVERNING
            and gazetteer.actor(row["of"]).kind == "state" and row["since"] <= published[: len(row["since"])]]  # fmt: skip
    return gazetteer.actor(max(rows, key=lambda row: row["since"])["actor_id"]) if rows else None


def administrations(mentions: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Let the administrations that are written as names be their states: "the Reagan Administration"."""
    rulers = {m.last: m for m in mentions if m.kind == "person" and m.actor_id in gazetteer.actors}
    out = []
    for m in mentions:
        ruler = rulers.get(m.last - 1) if m.text.endswith(" Administration") and m.kind != "person" else None
        of = next((row["of"] for row in gazetteer.held(ruler.actor_id) if row["tie"] == "LEADS" and row["office"] in _GOVERNING), "") \
            if ruler and ruler.first == m.first else ""
        state = gazetteer.actors.get(of)
        out.append(m.meaning(state, how="group:administration", number="s", gender="n") if state and state.kind == "state" else m)
    return out


def title_tokens(mentions: list[Mention]) -> set[int]:
    """The tokens that are a person's title and therefore no actors of their own."""
    return {i for mention in mentions if mention.title for i in range(mention.title_first, mention.first)}


def find_holders(view: View, mentions: list[Mention], gazetteer: Gazetteer, *, published: str | None) -> list[Mention]:
    """Resolve "the Iranian foreign minister" to the person with that title in the document, else to the listed holder at the date."""
    heads: dict[int, list[Mention]] = {}
    for mention in mentions:
        heads.setdefault(mention.head, []).append(mention)
    out = [(_holder(view, m, gazetteer=gazetteer, heads=heads, published=published) or m) if m.how.startswith("office") else m
           for m in mentions]  # fmt: skip
    titled = [(m, m.title.lower().split()) for m in out if m.kind == "person" and m.title]
    titled += [(m, m.text.lower().split()) for m in out if m.kind == "person" and m.how.startswith("office:")]
    titled += [(m, []) for m in out if m.kind == "person" and not m.title and gazetteer.held(m.actor_id)]
    owned = {m.actor_id: {n.actor_id for n in mentions if m.begin <= n.first and n.last <= m.first and n.kind != "person"}
             for m, _ in titled[::-1]}  # fmt: skip
    return [(_titled(view, m, titled, owned, gazetteer=gazetteer, heads=heads) or m)
            if m.how.startswith("office") and m.kind != "person" or m.how == "office" or m.how == "group" and _envoy(view, m) else m
            for m in out]  # fmt: skip


def _envoy(view: View, mention: Mention) -> bool:
    return view.lower[mention.last - 1] in _ENVOYS


def _office_words(view: View, mention: Mention) -> str:
    return " ".join(view.lower[i] for i in range(mention.first, mention.last) if view.tag[i] in NOUN_TAGS or view.tag[i] == "JJ")


def _holder(
    view: View, mention: Mention, *, gazetteer: Gazetteer, heads: dict, published: str | None
) -> Mention | None:
    """The person whom an unnamed office-holder stands for, or None."""
    if mention.number == "s" and (person := _apposed(view, mention, heads)):
        return replace(mention, actor_id=person.actor_id, name=person.name, kind="person", gender=person.gender,
                       how=f"office:{mention.text.lower()}")  # fmt: skip
    body, state = owner_of(view, mention.last - 1, heads)
    owner = body or state
    words = _office_words(view, mention)
    if owner is not None and published and _particular(view, mention, words):
        office = _without_owner(words, owner)
        if holder := gazetteer.holder(office, owner.actor_id, published):
            person = gazetteer.actor(holder)
            return replace(mention, actor_id=holder, name=person.name, kind="person", gender=person.gender,
                           how=f"office:{office} of {owner.name}")  # fmt: skip
    return None


def _particular(view: View, mention: Mention, words: str) -> bool:
    """Whether an office is one that somebody has now: not "the former minister", "a minister", "ministers"."""
    return mention.number == "s" and _OTHER.isdisjoint(words.split()) and not any(
        view.dep[i] == "det" and view.lower[i] in ("a", "an", "some", "any", "another", "no") for i in view.children[mention.last - 1])


def _titled(view: View, mention: Mention, titled: list, owned: dict, *, gazetteer: Gazetteer, heads: dict) -> Mention | None:
    """The person whom a document names with an office: "the Iranian minister" after "Foreign Minister Kharrazi"; a headline, before."""
    owner, words = next((o for o in owner_of(view, mention.last - 1, heads) if o), None), _office_words(view, mention)
    envoy = _envoy(view, mention)
    if owner is None and envoy:  # "the aide to the Russian president"
        owner = next((m for i in view.children[mention.last - 1] if view.dep[i] == "nmod" for m in heads.get(i, ())
                      if m.kind in ("state", "organization") and any(view.lower[j] == "to" for j in view.children[i])), None)  # fmt: skip
    headline, lead = view.sentence[mention.first] == 0, view.sentence[mention.first] < _LEAD
    past = {"former"}.intersection(words.split())  # "Former Prime Minister Roe", then "the former prime minister"
    if not _particular(view, mention, " ".join(w for w in words.split() if w not in past)) or owner is None and not headline | bool(past):
        return None
    office = set((_without_owner(words, owner) if owner else words).split())
    named = len(office) > 1  # "the Kenyan foreign minister", then only "Foreign Minister Roe"
    wide = owner is not None and (office == {"leader"} or office == {"envoy"} and headline)  # whatever the text calls him then
    here, alike = view.sentence[mention.first], bool(office) and office <= _ALIKE
    ranks = {title[-1] for m, title in titled if title and here - 3 <= view.sentence[m.first] <= here} if alike else ()
    fit = [m for m, title in titled if (office <= set(title) or title and title[-1] in ranks
                                        or envoy and owner is not None and not _ENVOYS.isdisjoint(title)
                                        or wide and _leads(m, title, gazetteer) == (office == {"leader"}))
           and past == _OTHER.intersection(title) and _DEPUTY & office == _DEPUTY.intersection(title) and (lead or m.start < mention.start)
           and (owner is None or owner.actor_id in (own := _owners(m, owned, gazetteer)) or not own and named and set(title) == office)]
    fit.sort(key=lambda m: m.start)
    fit = fit if headline else [m for m in fit if m.start < mention.start] or fit
    if not office or not fit or not headline and len({m.actor_id for m in fit}) != 1:
        return None
    return replace(mention, actor_id=fit[0].actor_id, name=fit[0].name, kind="person", gender=fit[0].gender,
                   how=f"office:{mention.text.lower()}")  # fmt: skip


def _leads(person: Mention, title: list[str], gazetteer: Gazetteer) -> bool:
    """Whether somebody is a leader by his title or by what is listed: "President Kole", "Nasrallah"."""
    return not _LEADING.isdisjoint(title) or any(row["tie"] == "LEADS" for row in gazetteer.held(person.actor_id))


def _owners(person: Mention, owned: dict[str, set[str]], gazetteer: Gazetteer) -> set[str]:
    """The states and bodies whose a person is, by the words of his title and by the gazetteer."""
    actor = gazetteer.actors.get(person.actor_id)
    state = gazetteer.state(actor.country) if actor else None
    bodies = owned.get(person.actor_id, set()) | {row["of"] for row in gazetteer.held(person.actor_id)}
    return bodies | ({state.actor_id} if state else set())


def _apposed(view: View, mention: Mention, heads: dict) -> Mention | None:
    """The person beside an office: "Ali Shamkhani, secretary of …", "the ambassador, Mohammad Kazem Al Sadeq"."""
    token = mention.last - 1
    comma = mention.first - 1
    while comma > 0 and view.lower[comma] in ("then", "now", "the", "a", "an"):
        comma -= 1
    joined = view.dep[token] == "conj" or any(view.dep[i] == "cc" for i in view.children[token])
    if comma > 0 and view.lower[comma] == "," and not joined:
        named = [m for ms in heads.values() for m in ms if m.last == comma and m.kind == "person" and not m.how.startswith("office")]
        if named:
            return named[0]
    beside = [i for i in view.children[token] if view.dep[i] in ("appos", "flat", "nmod:desc")]
    if view.dep[token] == "appos":
        beside.append(view.head[token])
    after = mention.last + 2 if view.lower[mention.last : mention.last + 1] == ["-"] else mention.last
    if view.lower[after : after + 1] and view.lower[after] in ("to", "of", "in", "for", "at"):
        people = {m.begin: m for ms in heads.values() for m in ms if m.kind == "person"}
        while after - mention.last < 10 and after < len(view.tag) and view.tag[after].startswith(_INSIDE):
            after += 1
            if after in people and not any(view.dep[i] == "case" and i == after - 1 for i in view.children[people[after].head]):
                return people[after]  # "Iran's ambassador to Russia Kazem Jalali"
    if view.lower[after : after + 1] == [","] and not any(view.dep[i] == "cc" for i in view.children[token]):
        beside += [m.head for ms in heads.values() for m in ms if after + 1 in (m.first, m.title_first)]
    return next(
        (m for i in beside for m in heads.get(i, ()) if m.kind == "person" and m is not mention and not m.how.startswith("office")), None
    )


def _without_owner(words: str, owner: Mention) -> str:
    gone = set(owner.text.lower().split()) | {"current"}
    return " ".join(word for word in words.split() if word not in gone)
