"""The offices around a name, and whose they are: "Iran's ambassador to Russia", "secretary of the council", "became its commander"."""

from geoanalysis.reading.mentions import BODIES
from geoanalysis.reading.modality import ELECT, STATED, read_modality
from geoanalysis.reading.scene import Candidate, Fill

#: the ties of those who hold an office, and those that a noun beside a name may tell besides: "his ally, X"
HELD = {"LEADS", "MEMBER_OF", "REPRESENTS", "SUCCEEDS"}
STANDING = HELD | {"ALLIED_WITH", "HOSTILE_TO", "SPONSORS"}
#: how a mention came about where it is no name
NOT_NAMED = ("pronoun", "description", "group")
#: how one came about that an office or a common noun stands for, in whose words the office itself may be
UNNAMED = ("description", "group", "office")
COMMAS = {",", "-", "–", "—", "("}
TITLE_LINKS = {"of", "for", "to", "in", "at", "with", "'s", "’s", "'", "’", "(", ")"}
#: the tags of words that tell an owner
POSSESSIVE = ("PRP$", "WP$", "POS")
#: the tags of words in which an office stands, and of those that end an apposition
OFFICE_TAGS = (*POSSESSIVE, "JJ", "NN", "CD", "DT", "HYPH", "RB", "VBG")
ENDS = {",", ".", ":", "HYPH", "WP", "WDT"}
#: the verbs whose subject has the office that their object had: "replaced Roe as commander"
FOLLOWING = {"replace", "succeed", "follow"}
#: nouns whose "of" tells their members
ALLIANCES = {"coalition", "alliance", "bloc", "federation", "confederation", "grouping", "front", "organisation", "organization", "force",
             "brigade", "mission", "contingent", "battalion", "committee", "commission", "union", "community", "league", "troika", "pact"}
#: how many words an office may have
WINDOW = 14
#: what stands behind an office that its holder has not taken yet
AWAITING = {"elect", "designate", "president-elect", "minister-elect"}
#: what joins a stance to the name of an actor: "pro-Iranian groups"
PREFIXES = ("pro-", "anti-")


def told_offices(scene, lexicon):
    """The candidates that the offices beside names and in clauses give."""
    return [*_titles(scene, lexicon), *_paired(scene, lexicon), *_predicated(scene, lexicon)]


def implied_offices(scene, lexicon, homes):
    """ "Foreign Secretary Boris Johnson": the title belongs to a state that the words do not name."""
    out = []
    for k, person in enumerate(scene.inside):
        state = homes.implied(person) if person.kind == "person" else None
        if state is None:
            continue
        offices = [(p, senses) for p in range(state.first, state.last)
                   if (senses := [x for x in lexicon.senses(scene.syntax, p) if x[0].standing])]
        j = scene.add(state) if offices else -1
        for p, senses in offices:
            for rank, (sense, points) in enumerate(senses):
                out.append(Candidate(Fill(k, "subj", via="title"), Fill(j, "mod", via="title"), sense, p,
                                     "story" if state.how == "story" else "title", points, rank, len(senses), 2, 2,
                                     ELECT if _to_come(scene.syntax, p) else STATED, 1))
    return out


def _titles(scene, lexicon):
    """ "Iran's ambassador to Russia Kazem Jalali", "Ali Shamkhani, secretary of the council,", "France and Russia, co-chairs of the group":
    the offices around a name, tied to the bodies among their words. Read off the order of the words, because a parser often breaks long
    titles up."""
    out = []
    for k, holder in enumerate(scene.inside):
        if holder.kind != "place" and not holder.how.startswith(NOT_NAMED if holder.kind == "person" else UNNAMED):
            for via, words in _title_words(scene, holder):
                bodies = _bodies(scene, k, words) or (_behind(scene, k) if via == "title" else [])
                if not bodies:
                    continue
                before = words.start < holder.first
                if holder.kind != "person" and before:  # "rebels of the Front, the Red Cross says", but "its allies, Oman and Iran"
                    words = [p for p in words if scene.syntax.tag[p] in ("NN", "NNP") or scene.syntax.tag[p - 1] in POSSESSIVE
                             or p + 1 == holder.first]
                holders = [k, *scene.list_of(k, after=before)]
                out.extend(_offices(scene, lexicon, holders, words=words, bodies=bodies, via=via))
    return out


def _paired(scene, lexicon):
    """ "the presidents of Kenya and Ghana, Roe and Poe", "of Kenya, Roe, and Ghana, Poe", "the Kenyan and Ghanaian presidents Roe and Poe":
    each of the one list with each of the other."""
    s, out = scene.syntax, []
    for k, holder in enumerate(scene.inside):
        people = [k, *scene.list_of(k, after=True)] if holder.kind == "person" and s.tag[holder.first - 1] in ("NNS", "NNPS") else []
        owners = [j for j, m in enumerate(scene.inside) if m.last <= holder.first and not m.how.startswith(UNNAMED)][-len(people):]
        words = range(scene.inside[owners[0]].last, holder.first - 1) if len(people) == len(owners) > 1 else []
        if words and all(s.lower[t] in ("and", ",") or t in scene.covering or _office_word(s, t) for t in words):
            for i, j in zip(people, owners, strict=True):
                out.extend(_offices(scene, lexicon, [i], words=[holder.first - 1], bodies=[j], via="paired"))
    for p in range(scene.start, scene.end - 1):
        if not s.tag[p].endswith("S") or not s.tag[p].startswith("NN") or s.lower[p + 1] != "of":
            continue
        listed, end = [], p + 1
        for k, m in enumerate(scene.inside):
            if m.begin >= end and all(s.lower[t] in ("of", "the", ",", "and") for t in range(end, m.begin)):
                listed.append(k)
                end = m.last
        people = [k for k in listed if scene.inside[k].kind == "person"]
        bodies = [k for k in listed if scene.inside[k].kind != "person"]
        if len(people) == len(bodies) > 1 and listed[0] not in people:
            for k, j in zip(people, bodies, strict=True):
                out.extend(_offices(scene, lexicon, [k], words=[p], bodies=[j], via="paired"))
    return out


def _bodies(scene, k, words):
    """The actors other than k among some words: whose the offices there may be."""
    return [j for j, m in enumerate(scene.inside) if m.first in words and m.last - 1 in words and scene.apart(j, k)
            and not scene.syntax.lower[m.first].startswith(PREFIXES)]


def _behind(scene, k):
    """Whose a title is that does not say so: "the People's Party (PP) leader Roe", "President Roe of Ghana", "Ghana's President Roe and
    Prime Minister Poe"."""
    s, holder = scene.syntax, scene.inside[k]
    bracket = holder.begin - 1 if s.lower[holder.begin - 1] == ")" else -1
    if short := [j for j, m in enumerate(scene.inside) if m.last == bracket and scene.apart(j, k)]:
        return short
    if after := [j for j, m in enumerate(scene.inside) if s.lower[holder.last:m.first] in (["of"], ["of", "the"]) and scene.apart(j, k)]:
        return after
    return next((_bodies(scene, k, range(m.begin, m.first)) for m in scene.inside
                 if m.kind == "person" and s.lower[m.last:holder.begin] in (["and"], [","], [",", "and"])), [])


def _named_person(mention):
    return mention.kind == "person" and not mention.how.startswith(NOT_NAMED)


def _predicated(scene, lexicon):
    """ "He became commander of the fleet", "named Roe as head of the agency", "is a member of the alliance": the offices that a clause
    says somebody has, tied to the bodies beside them as in an apposition."""
    s, out = scene.syntax, []
    for p in range(scene.start, scene.end):
        if s.tag[p].startswith("NN") and any(x[0].type in HELD for x in lexicon.senses(s, p)) and (
                holder := office_given(s, p)) is not None:
            left, right = _leftward(scene, p, p), _rightward(scene, p + 1, p)
            said = [s.child(holder, "nsubj")] if s.child(holder, "cop") is not None else []  # "Roe is a militant who was a member of"
            beside = [k for t in _along(s, right) for k in _held_at(scene, t)]
            holders = [k for t in (holder, *said) if t is not None for k in _held_at(scene, t)]
            holders += dict.fromkeys([*beside, *(j for k in beside[:1] for j in scene.list_of(k, after=True))])
            reading = read_modality(s, p, lexicon=lexicon, standing=True)
            for k in holders:
                bodies = _bodies(scene, k, range(left, right))
                out.extend(_offices(scene, lexicon, [k], words=[p], bodies=bodies, via="predicated", reading=reading))
    return out


def _held_at(scene, t):
    """The actors that a noun names itself or joins to others."""
    return [k for k, path, _, _ in scene.phrase(t) if path in ("=", "conj") and scene.mentions[k].kind != "place"]


def _along(syntax, t):
    """The head of those who have it as well: "a member of the alliance, along with the Front"."""
    t += syntax.lower[t:t + 1] == [","]
    link = next((i for i in (t, t + 1) if syntax.lower[i:i + 1] == ["with"] and syntax.lower[t] in ("along", "together", "with")), None)
    if link is not None and syntax.dep[link] == "fixed":
        link = syntax.head[link]  # "along"
    return [] if link is None else [syntax.head[link]]


def office_given(syntax, p):
    """The token of him who has the office p by what a clause says: the subject of "is", "became" and "was named", the object of "named"
    and "elected"; None where p is no such office."""
    if syntax.dep[p] == "nmod" and syntax.preposition(p) == "of" and syntax.lower[syntax.head[p]] == "one":
        p = syntax.head[p]  # "was one of the founders"
    h = syntax.head[p]
    if syntax.dep[p] == "obl" and syntax.preposition(p) == "as" and syntax.child(h, "cop") is not None:
        return syntax.child(h, "nsubj")  # "As the head of the agency, he is responsible"
    if syntax.dep[p] == "nsubj" and syntax.child(h, "cop") is not None and not syntax.preposition(h) and (
            syntax.tag[h] == "NNP" or any(syntax.dep[c] == "appos" and syntax.tag[c] == "NNP" for c in syntax.children[h])):
        return h  # "its head is John Roe", "whose head is the president, John Roe"
    if syntax.child(p, "cop") is not None:
        found = syntax.child(p, "nsubj")
        return h if found is not None and syntax.lower[found] in ("who", "which", "that") and syntax.dep[p] == "acl:relcl" else found
    given = syntax.dep[p] == "xcomp" or syntax.dep[p] == "obj" and (
        syntax.passive(h) or any(syntax.dep[c] == "obj" for c in syntax.children[h] if c < p))  # "appointed him commander of"
    if not syntax.is_verb(h) or not (given or syntax.dep[p].startswith("obl") and syntax.preposition(p) == "as"):
        return None
    named = next((c for c in syntax.children[h] if c < p and syntax.dep[c] in ("obj", "xcomp")), None)
    if named is not None and not syntax.passive(h) and syntax.lemma[h] not in FOLLOWING:
        return syntax.head[h] if syntax.lower[named] in ("whom", "which", "that") else named
    found = syntax.subject(h)
    return found and found[0]


def _title_words(scene, holder):
    """The stretches of words in which the offices of an actor may stand: before a person's name, after an owner as in "its ally Oman", and
    set off by commas on either side."""
    s, first = scene.syntax, holder.begin
    if holder.kind == "person" and first < holder.first:
        yield "title", range(first - (first > scene.start and s.tag[first - 1] in ("PRP$", "WP$")), holder.first)  # "her deputy Roe"
    elif holder.kind == "person" and (office := next((m for m in scene.inside if _capitalised(scene, m) and m.last == first), None)):
        yield "title", range(office.first, first)
    elif s.tag[first - 1] in ("NN", "NNS") and first - 1 > scene.start:
        left = _leftward(scene, first - 1, first)
        named = holder.kind != "person" and not holder.how.startswith("pronoun")
        owned = any(s.tag[t] in POSSESSIVE for t in range(max(left, first - 4), first))
        if owned or named and any(m.last == first - 1 == s.head[m.head] for m in scene.inside):  # "the US allies Japan and Oman"
            yield "apposed", range(left, first)
    comma = first - 1 if holder.kind == "person" or s.lower[first - 1] != "the" else first - 2
    marks = COMMAS if holder.kind == "person" else () if holder.kind in ("state", "population") else {","}
    other = holder.kind == "person" and any(
        m.last == comma and m.kind == "person" and not m.how.startswith((*NOT_NAMED, "office")) for m in scene.inside)
    if comma > scene.start and s.lower[comma] in marks and not other and not _fronted(s, comma - 1, holder.head):
        # not "the US envoy Roe, Russian envoy Poe"
        left = _leftward(scene, comma, first)
        yield "apposed", range(left, comma)
    if holder.last + 1 < scene.end and s.lower[holder.last] in COMMAS:
        right = _rightward(scene, holder.last + 1, holder.last)
        if right == scene.end or s.tag[right] in ENDS:
            yield "apposed", range(holder.last + 1, right)
        elif holder.kind == "person" and s.lower[right] == "and" and s.tag[right + 1:right + 2] == ["NN"]:
            # "the mayor of Goma and head of the party,"
            further = _rightward(scene, right + 1, right)
            if further == scene.end or s.tag[further] in ENDS:
                yield "apposed", range(holder.last + 1, right)
                yield "apposed", range(right + 1, further)


def _capitalised(scene, m):
    """Whether a mention that looks like a body's name is an office with a capital: "the US National Security Adviser | Jane Roe"."""
    return m.kind in BODIES | {"population"} and m.how == "name" and any(k.first == m.first and k.last < m.last for k in scene.inside)


def _fronted(syntax, token, name):
    """Whether a token is in a phrase before the subject of a clause: "According to a media report in Iran, Putin has"."""
    verb = syntax.head[name] if syntax.dep[name].startswith("nsubj") else -1
    for _ in range(6):
        if syntax.head[token] == verb:
            return syntax.dep[token] in ("obl", "advcl", "obl:unmarked")
        token = syntax.head[token]
    return False


def _leftward(scene, token, end):
    """Where the words of office that end before a token begin, not far before `end`."""
    while token > scene.start and end - token < WINDOW and _office_word(scene.syntax, token - 1):
        token -= 1
    return token


def _rightward(scene, token, begin):
    """Where the words of office that begin at a token end, not far after `begin`."""
    while token < scene.end and token - begin < WINDOW and _office_word(scene.syntax, token):
        token += 1
    return token


def _office_word(syntax, t):
    return syntax.tag[t].startswith(OFFICE_TAGS) or syntax.lower[t] in TITLE_LINKS


def _offices(scene, lexicon, holders, *, words, bodies, via, reading=STATED):
    """The ties of those who hold the offices among some words to the bodies whose they are."""
    out = []
    if scene.mentions[holders[0]].kind != "person" and any(_named_person(scene.mentions[j]) for j in bodies):
        return out  # "the commander in Bosnia, General Rose": said of neither
    for p in words if bodies else ():
        if any(scene.mentions[j].kind != "person" and not scene.mentions[j].how.startswith(UNNAMED) and not (
                via == "title" and p + 1 == scene.mentions[j].last == scene.mentions[holders[0]].first)
               for j in scene.covering.get(p, ())) or (
                via in ("title", "apposed") and scene.syntax.tag[p + 1:p + 2] == ["POS"]):
            continue  # a word of a body's own name; "the minister's envoy, Jane Roe": another's office
        known = STANDING if scene.syntax.tag[p - 1] in POSSESSIVE else STANDING - {"HOSTILE_TO"}  # "his rival Roe", not "rebel Roe"
        senses = [x for x in lexicon.senses(scene.syntax, p) if x[0].type in known and x[0].pos == "NOUN" and (
            not x[0].mutual or x[0].source not in ("poss", "each"))]  # an ally, not an alliance
        for rank, (sense, points) in enumerate(senses):
            for j in bodies if sense.type != "REPRESENTS" or scene.mentions[holders[0]].kind == "person" else ():
                body = scene.mentions[j]
                before = body.last <= p
                if body.begin <= p < body.last or body.kind == "place" and not (
                        sense.type in ("LEADS", "REPRESENTS") and (before or scene.syntax.lower[p + 1] == "of")):
                    continue
                if sense.type == "LEADS" and body.kind == "state" and scene.private(p):
                    continue
                slot = Fill(j, "mod", via=via, depth=0 if via == "paired" else p - body.last) if before else \
                    Fill(j, "prep", scene.syntax.lower[p + 1], via, depth=body.first - p)
                for k in holders if scene.syntax.tag[p].endswith("S") else holders[:1]:
                    source, target = Fill(k, "subj", via=via), slot
                    if sense.target == "subj" or not before and unites(scene, p, j):  # "his predecessor, X"
                        source, target = target, source
                    if scene.apart(j, k):
                        out.append(Candidate(source, target, sense, p, via, points, rank, len(senses), 2, 1 + (before or slot.prep == "of"),
                                             ELECT if _to_come(scene.syntax, p) else reading, len(bodies)))
    return out


def _to_come(syntax, p):
    """Whether the office at token p is yet to be taken: "president-elect", "prime minister designate"."""
    behind = p + 2 if syntax.lower[p + 1:p + 2] == ["-"] else p + 1
    return not AWAITING.isdisjoint((syntax.lower[p], *syntax.lower[behind:behind + 1]))


def unites(scene, p, j):
    """Whether the noun p is one whose "of" tells its members: "a coalition of 60 countries", "an alliance of Kurdish parties"."""
    m = scene.mentions[j]
    return scene.syntax.lower[p] in ALLIANCES and (
        m.number == "p" or m.how.startswith("group") or m.kind == "state" and bool(scene.list_of(j, after=True)))
