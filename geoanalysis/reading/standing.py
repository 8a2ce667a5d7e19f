"""The standing ties that names carry: titles, organs of a state, and compounds such as "Iran-backed" and "pro-Iranian"."""

from geoanalysis.reading.lexicon import Sense
from geoanalysis.reading.modality import STATED, read_modality
from geoanalysis.reading.scene import Candidate, Fill

#: kinds of actor that can be an organ of another one
BODIES = {"government", "organization", "media", "party", "armed_group", "population"}
#: the ties of those who hold an office, and those that a noun beside a name may tell besides: "his ally, X"
OFFICES = {"LEADS", "MEMBER_OF", "REPRESENTS", "SUCCEEDS"}
STANDING = OFFICES | {"ALLIED_WITH", "HOSTILE_TO", "SPONSORS"}
#: what may stand between the owner and its organ ("Iran's Supreme National …", "Russian state-run news agency …")
ORGAN = Sense("", "NOUN", "", frozenset(), frozenset(), "MEMBER_OF", "self", "poss", "")
OWNED = Sense("", "NOUN", "", frozenset(), frozenset(), "LEADS", "poss", "self", "")
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
             "brigade", "mission", "contingent", "battalion", "committee", "commission"}
#: those whom states send into a body: "a force with troops from Chad"
STAFF = {"troops", "soldiers", "forces", "units", "contingents", "officers", "personnel", "ships", "warships", "vessels", "battalions",
         "peacekeepers", "police", "observers", "experts", "members", "representatives", "fighters"}
#: the prepositions that tell whose a body is
BELONGING = {"from", "for", "within", "under"}
#: the unnamed people whom their owner leads
FOLLOWERS = {"men", "people", "followers", "supporters", "loyalists", "partisans", "faithful"}
WINDOW = 14
DASHES = {"-", "–", "—"}
PREFIXES = ("pro-", "anti-")


def carried_ties(scene, lexicon, homes):
    """All candidates that titles, organs and compounds of one scene give."""
    return [*_titles(scene, lexicon), *_paired(scene, lexicon), *_predicated(scene, lexicon), *_organs(scene), *_compounds(scene, lexicon),
            *_implied(scene, lexicon, homes), *_parts(scene), *_led(scene, lexicon)]


def _led(scene, lexicon):
    """ "the government in Bamako, led by Roe", "the SDF, an alliance of groups backed by Oman": a participle may belong to any of the
    nouns that its nearest noun hangs on; and a parser often gives its agent to the next verb."""
    s, out = scene.syntax, []
    for p in range(scene.start, scene.end - 1):
        if s.tag[p] not in ("VBN", "VBD") or s.lower[p + 1] != "by":
            continue
        senses = [x for x in lexicon.senses(s, p) if x[0].type in ("LEADS", "SPONSORS") and (x[0].source, x[0].target) == ("subj", "obj")]
        if not senses:
            continue
        agent = next((k for k, m in enumerate(scene.inside) if p + 2 <= _begin(m) <= p + 3 and not (
            m.last < scene.end and _noun_word(s, m.last))), None)
        token = p - 1
        while token > scene.start and (s.lower[token] == "," or s.tag[token].startswith("RB")):
            token -= 1
        for j in [] if agent is None else _upward(scene, token):
            for rank, (sense, points) in enumerate(senses):
                for k in [agent, *_listed(scene, agent, after=True)]:
                    if scene.apart(j, k):
                        source, target = Fill(k, "subj", via="led"), Fill(j, "obj", via="led", depth=p - token)
                        out.append(Candidate(source, target, sense, p, "led", points, rank, len(senses), 2, 2, STATED, 1))
    return out


def _upward(scene, token):
    """The bodies whose words a token ends, and those of the nouns that it hangs on."""
    s, found = scene.syntax, []
    for _ in range(4):
        found.extend(k for k in scene.headed.get(token, ()) if scene.mentions[k].kind not in ("person", "place"))
        if s.dep[token] not in ("appos", "conj", "flat", "compound") and not s.dep[token].startswith("nmod") or s.head[token] >= token:
            break
        token = s.head[token]
    return found


def _parts(scene):
    """ "the RAF and other Coalition forces", "groups such as Hamas", "several parties, including the PUK": one of many belongs to them."""
    s, out = scene.syntax, []
    for j, whole in enumerate(scene.inside):
        for k, part in enumerate(scene.inside):
            if not scene.apart(j, k) or whole.kind in ("person", "place") or whole.how.startswith("pronoun") or (
                    part.how.startswith("pronoun") or part.last < scene.end and _noun_word(s, part.last)):
                continue  # "among them", "including EU sanctions"
            if part.last < whole.first <= part.last + 4 and s.lower[part.last:part.last + 2] in (["and", "other"], ["or", "other"]):
                via = "other"
            elif whole.last <= part.first and not _noun_word(s, whole.last) and _such(s, whole.last, part.head, whole.head):
                via = "such"
            elif (one := _among(s, whole.head)) >= 0 and any(k == i and path in ("=", "conj") for i, path, _, _ in scene.phrase(one)):
                via = "among"
            elif part.kind == "state" and whole.kind != "state" and _staffed(s, part.head, whole.head):
                via = "staff"
            else:
                continue
            out.append(Candidate(Fill(k, "self", via=via), Fill(j, "poss", via=via), ORGAN, whole.head, "part", 0, 0, 1, 2, 2, STATED, 1))
    return out


def _staffed(syntax, part, whole):
    """Whether a body has people of an actor in it: "a force of 3,000 soldiers from Chad and Niger", "the group, with ships from Spain"."""
    while syntax.dep[part] == "conj" and syntax.head[part] < part:
        part = syntax.head[part]
    staff = syntax.head[part]
    return syntax.preposition(part) == "from" and syntax.lower[staff] in STAFF and syntax.head[staff] == whole and (
        syntax.preposition(staff) in ("with", "of"))


def _among(syntax, whole):
    """The token of what is said to be one of a number: "the Front is among the groups", "the Front, the most powerful of the groups"."""
    one = whole
    if syntax.preposition(whole) == "of" and syntax.dep[whole] == "nmod" and (
            syntax.lower[syntax.head[whole]] == "one" or syntax.tag[syntax.head[whole]] in ("JJS", "JJ")):
        one = syntax.head[whole]
    elif syntax.preposition(whole) != "among":
        return -1
    if syntax.child(one, "cop") is not None:
        subject = syntax.child(one, "nsubj")
        return -1 if subject is None else subject
    return syntax.head[one] if syntax.dep[one] == "appos" else -1


def _such(syntax, after, part, whole):
    """Whether a list of parts opens right after the whole: "such as", "including", "among them"; the part is its first or another item."""
    while syntax.dep[part] == "conj" and syntax.head[part] > whole:
        part = syntax.head[part]
    words = syntax.lower[after:after + 3]
    opened = next((i for i, word in enumerate(words) if word in ("including", "such", "among") or (
        word == "like" and syntax.tag[after + i] == "IN")), None)
    if opened is not None and words[opened] == "among" and syntax.lower[after + opened + 1] not in ("them", "which", "whom"):
        return False
    return opened is not None and after + opened < part < after + opened + 8


def _implied(scene, lexicon, homes):
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
                out.append(Candidate(Fill(k, "subj", via="title"), Fill(j, "mod", via="title"), sense, p, "title", points, rank,
                                     len(senses), 2, 2, STATED, 1))
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
                before = words.start < holder.first
                if holder.kind != "person" and before:  # "rebels of the Front, the Red Cross says", but "its allies, Oman and Iran"
                    words = [p for p in words if scene.syntax.tag[p] in ("NN", "NNP") or scene.syntax.tag[p - 1] in POSSESSIVE]
                holders = [k, *_listed(scene, k, after=before)]
                out.extend(_offices(scene, lexicon, holders, words=words, bodies=bodies, via=via))
    return out


def _paired(scene, lexicon):
    """ "the presidents of Kenya and Ghana, Roe and Poe", "of Kenya, Roe, and Ghana, Poe": each of the one list with each of the other."""
    s, out = scene.syntax, []
    for p in range(scene.start, scene.end - 1):
        if not s.tag[p].endswith("S") or not s.tag[p].startswith("NN") or s.lower[p + 1] != "of":
            continue
        listed, end = [], p + 1
        for k, m in enumerate(scene.inside):
            if _begin(m) >= end and all(s.lower[t] in ("of", "the", ",", "and") for t in range(end, _begin(m))):
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
    """Whose a title is that does not say so: "President Roe of Ghana", "Ghana's President Roe and Prime Minister Poe"."""
    s, holder = scene.syntax, scene.inside[k]
    if after := [j for j, m in enumerate(scene.inside) if s.lower[holder.last:m.first] in (["of"], ["of", "the"]) and scene.apart(j, k)]:
        return after
    return next((_bodies(scene, k, range(_begin(m), m.first)) for m in scene.inside
                 if m.kind == "person" and s.lower[m.last:_begin(holder)] in (["and"], [","], [",", "and"])), [])


def _listed(scene, k, *, after):
    """The names that a list joins to a name: "France" for "Italy" in "France and Italy, members of"; those after it for "The members,
    France and Italy,"."""
    order = range(len(scene.inside)) if after else range(len(scene.inside) - 1, -1, -1)
    out, last, joined = [], scene.inside[k], False
    for j in order:
        m = scene.inside[j]
        one, other = (last, m) if after else (m, last)
        joint = [word for word in scene.syntax.lower[one.last:_begin(other)] if word != "the"]
        if m.kind == last.kind and joint in (["and"], [","], [",", "and"]):
            out.append(j)
            last, joined = m, joined or "and" in joint
    return out if joined else []


def _named_person(mention):
    return mention.kind == "person" and not mention.how.startswith(NOT_NAMED)


def _predicated(scene, lexicon):
    """ "He became commander of the fleet", "named Roe as head of the agency", "is a member of the alliance": the offices that a clause
    says somebody has, tied to the bodies beside them as in an apposition."""
    s, out = scene.syntax, []
    for p in range(scene.start, scene.end):
        if s.tag[p].startswith("NN") and (holder := _office_given(s, p)) is not None and any(
                x[0].type in OFFICES for x in lexicon.senses(s, p)):
            left, right = p, p + 1
            while left > scene.start and p - left < WINDOW and _office_word(s, left - 1):
                left -= 1
            while right < scene.end and right - p < WINDOW and _office_word(s, right):
                right += 1
            said = [s.child(holder, "nsubj")] if s.child(holder, "cop") is not None else []  # "Roe is a militant who was a member of"
            holders = [k for t in (holder, *said, *_along(s, right)) if t is not None for k, path, _, _ in scene.phrase(t)
                       if path in ("=", "conj") and scene.mentions[k].kind != "place"]
            reading = read_modality(s, p, lexicon=lexicon, sense_status="", standing=True)
            for k in holders:
                bodies = _bodies(scene, k, range(left, right))
                out.extend(_offices(scene, lexicon, [k], words=[p], bodies=bodies, via="predicated", reading=reading))
    return out


def _along(syntax, t):
    """The head of those who have it as well: "a member of the alliance, along with the Front"."""
    t += syntax.lower[t:t + 1] == [","]
    link = next((i for i in (t, t + 1) if syntax.lower[i:i + 1] == ["with"] and syntax.lower[t] in ("along", "together", "with")), None)
    return [] if link is None else [syntax.head[link]]


def _office_given(syntax, p):
    """The token of him who has the office p by what a clause says: the subject of "is", "became" and "was named", the object of "named"
    and "elected"; None where p is no such office."""
    h = syntax.head[p]
    if syntax.dep[p] == "nsubj" and syntax.child(h, "cop") is not None and syntax.tag[h] == "NNP" and not syntax.preposition(h):
        return h  # "its head is John Roe"
    if syntax.child(p, "cop") is not None:
        found = syntax.child(p, "nsubj")
        return h if found is not None and syntax.lower[found] in ("who", "which", "that") and syntax.dep[p] == "acl:relcl" else found
    given = syntax.dep[p] == "xcomp" or syntax.dep[p] == "obj" and syntax.passive(h)
    if not syntax.is_verb(h) or not (given or syntax.dep[p].startswith("obl") and syntax.preposition(p) == "as"):
        return None
    named = next((c for c in syntax.children[h] if c < p and syntax.dep[c] in ("obj", "xcomp")), None)
    if named is not None and not syntax.passive(h) and syntax.lemma[h] not in FOLLOWING:
        return syntax.head[h] if syntax.lower[named] in ("whom", "which", "that") else named
    found = syntax.subject(h)
    return found and found[0]


def _begin(mention):
    """Where the words of a name begin, its title included."""
    return mention.title_first if 0 <= mention.title_first < mention.first else mention.first


def _title_words(scene, holder):
    """The stretches of words in which the offices of an actor may stand: before a person's name, after an owner as in "its ally Oman", and
    set off by commas on either side."""
    s, first = scene.syntax, _begin(holder)
    if holder.kind == "person" and first < holder.first:
        yield "title", range(first, holder.first)
    elif s.tag[first - 1] == "NN" and first - 1 > scene.start:
        left = first - 1
        while left > scene.start and first - left < WINDOW and _office_word(s, left - 1):
            left -= 1
        if any(s.tag[t] in POSSESSIVE for t in range(max(left, first - 4), first)):
            yield "apposed", range(left, first)
    comma = first - 1 if holder.kind == "person" or s.lower[first - 1] != "the" else first - 2
    marks = COMMAS if holder.kind == "person" else () if holder.kind in ("state", "population") else {","}
    if comma > scene.start and s.lower[comma] in marks:
        left = comma
        while left > scene.start and first - left < WINDOW and _office_word(s, left - 1):
            left -= 1
        yield "apposed", range(left, comma)
    if holder.last + 1 < scene.end and s.lower[holder.last] in COMMAS:
        right = holder.last + 1
        while right < scene.end and right - holder.last < WINDOW and _office_word(s, right):
            right += 1
        if right == scene.end or s.tag[right] in ENDS:
            yield "apposed", range(holder.last + 1, right)


def _office_word(syntax, t):
    return syntax.tag[t].startswith(OFFICE_TAGS) or syntax.lower[t] in TITLE_LINKS


def _offices(scene, lexicon, holders, *, words, bodies, via, reading=STATED):
    """The ties of those who hold the offices among some words to the bodies whose they are."""
    out = []
    if scene.mentions[holders[0]].kind != "person" and any(_named_person(scene.mentions[j]) for j in bodies):
        return out  # "the commander in Bosnia, General Rose": said of neither
    for p in words if bodies else ():
        if any(scene.mentions[j].kind != "person" and not scene.mentions[j].how.startswith(UNNAMED) for j in scene.covering.get(p, ())):
            continue  # a word of a body's own name
        known = STANDING if scene.syntax.tag[p - 1] in POSSESSIVE else STANDING - {"HOSTILE_TO"}  # "his rival Roe", not "rebel Roe"
        senses = [x for x in lexicon.senses(scene.syntax, p) if x[0].type in known and x[0].pos == "NOUN" and (
            not x[0].mutual or x[0].source not in ("poss", "each"))]  # an ally, not an alliance
        for rank, (sense, points) in enumerate(senses):
            for j in bodies if sense.type != "REPRESENTS" or scene.mentions[holders[0]].kind == "person" else ():
                body = scene.mentions[j]
                before = body.last <= p
                if _begin(body) <= p < body.last or body.kind == "place" and not (
                        sense.type in ("LEADS", "REPRESENTS") and (before or scene.syntax.lower[p + 1] == "of")):
                    continue
                slot = Fill(j, "mod", via=via, depth=p - body.last) if before else \
                    Fill(j, "prep", scene.syntax.lower[p + 1], via, depth=body.first - p)
                for k in holders if scene.syntax.tag[p].endswith("S") else holders[:1]:
                    source, target = Fill(k, "subj", via=via), slot
                    if sense.target == "subj" or not before and _unites(scene, p, j):  # "his predecessor, X"
                        source, target = target, source
                    if scene.apart(j, k):
                        out.append(Candidate(source, target, sense, p, via, points, rank, len(senses), 2,
                                             1 + (before or slot.prep == "of"), reading, len(bodies)))
    return out


def _organs(scene):
    """ "Iran's Supreme National Security Council", "the Iranian parliament", "IRGC Quds Force", "Jane Roe of Amnesty": the body belongs to
    its owner; "Taylor's government": the person leads it."""
    s, out = scene.syntax, []
    for k, body in enumerate(scene.inside):
        person, ruled = body.kind == "person", body.kind == "state" and body.how.startswith("group:")
        if not (person or ruled or body.kind in BODIES) or body.how.startswith(("pronoun", "description")) and (
                s.lower[body.last - 1] not in ALLIANCES):
            continue
        owners = _owners(scene, body)
        for j, path in owners.items():
            if j == k or not scene.apart(j, k) or scene.mentions[j].kind == "place":
                continue
            if scene.mentions[j].kind != "person" and not ruled:
                source, target, sense = Fill(k, "self"), Fill(j, "poss", path=path, via="organ"), ORGAN
            elif scene.mentions[j].kind == "person" and _followers(scene.syntax, body) and not (ruled and path == "nmod"):
                # "his government", "Mr. Abbas' Fatah", "the party of Prime Minister Talat"
                source, target, sense = Fill(j, "poss", path=path, via="organ"), Fill(k, "self"), OWNED
            else:
                continue
            if path == "of" and any(way == "of" and _unites(scene, body.last - 1, i) for i, way in owners.items()):
                source, target = Fill(j, "of", path=path, via="organ"), Fill(k, "self")
            out.append(Candidate(source, target, sense, body.head, "organ:" + path, 0, 0, 1, 2, 2, STATED, len(owners)))
    return out


def _unites(scene, p, j):
    """Whether the noun p is one whose "of" tells its members: "a coalition of 60 countries", "an alliance of Kurdish parties"."""
    m = scene.mentions[j]
    return scene.syntax.lower[p] in ALLIANCES and (m.number == "p" or m.how.startswith("group"))


def _followers(syntax, body):
    """Whether a body is one that a person leads: no office-holders, and of unnamed people only "men", "followers" and the like."""
    return body.kind not in ("person", "population") and not body.how.startswith("office") or \
        body.kind == "population" and syntax.lower[body.last - 1] in FOLLOWERS


def _owners(scene, body):
    """Whose a body or person is: mentions with the path that tells it."""
    s, person, begin = scene.syntax, body.kind == "person", _begin(body)
    paths = ("of", "nmod", "poss") if person else ("poss", "mod", "of", "nmod")
    owners = {j: path for j, path, _, _ in scene.phrase(body.head) if path in paths and (path != "nmod" or _belongs(scene, j))
              and (path not in ("mod", "poss") or scene.inside[j].first < body.last)}  # "the Fleet and the Jordanian Air Force"
    for j, m in enumerate(scene.inside):
        if m.how.startswith(NOT_NAMED if person else "pronoun") and not s.tag[m.first].endswith("P$"):
            continue  # "which Poland's government", "the reporters Jane Roe and"
        if person:
            if begin <= m.first and m.last <= body.first or m.last == begin or m.last + 1 == begin and s.tag[m.last] == "POS":
                owners.setdefault(j, "before")
            elif s.lower[body.last:m.first] in (["of"], ["of", "the"]):
                owners.setdefault(j, "of")
        elif m.last <= body.first <= m.last + 3 and all(_noun_word(s, t) for t in range(m.last, body.first)):
            owners.setdefault(j, "before")
        elif m.last < body.last and (m.first == body.first or s.lower[body.first] in ("the", "royal") and
                                     m.first == body.first + 1) and s.lower[m.last] not in DASHES:
            owners.setdefault(j, "inside")
        elif m.kind == "state" and m.how.startswith("group:") and s.lower[m.last:body.first] in ([","], [",", "the"]) and (
                s.dep[body.head] == "appos" or s.dep[m.head] == "appos"):
            owners.setdefault(j, "apposed")
        elif m.kind == "person" and s.lower[body.last:_begin(m)] in (["of"], [")", "of"]):
            owners.setdefault(j, "of")
        elif m.kind == "person" and "under" in s.lower[body.last:body.last + 2] and _under(s, body.last, _begin(m)):
            owners.setdefault(j, "under")
    return owners


def _under(syntax, start, end):
    """Whether nothing but the person's description stands between "under" and his name: ", under the poet", "under the command of"."""
    words = range(start + 2 if syntax.lower[start] == "," else start + 1, end)
    return start < end and len(words) < 5 and all(
        syntax.tag[t].startswith(("DT", "NN", "JJ", "VBN")) or syntax.lower[t] == "of" and t == end - 1 for t in words)


def _belongs(scene, j):
    """Whether a preposition tells whose a body is: "observers from Zimbabwe", "the militia in the alliance", not "troops in Iraq"."""
    s, owner = scene.syntax, scene.inside[j]
    head = owner.head
    while s.dep[head] == "conj" and s.head[head] != head:
        head = s.head[head]
    return owner.kind == "person" or s.preposition(head) in BELONGING or owner.kind != "state" and s.preposition(head) == "in"


def _noun_word(syntax, t):
    return syntax.tag[t].startswith(("JJ", "NN", "POS", "VBN")) or syntax.lower[t] in DASHES


def _compounds(scene, lexicon):
    """ "Iran-backed militias", "US-led coalition", "pro-Iranian groups", "anti-American protest"."""
    words, out = scene.syntax.lower, []
    for j, m in enumerate(scene.inside):
        if m.kind == "place":
            continue
        if words[m.first].startswith(PREFIXES):
            p = m.first
        elif m.last + 1 < scene.end and words[m.last] in DASHES:
            p = m.last + 1
        elif m.first - 2 >= scene.start and words[m.first - 1] in DASHES:
            p = m.first - 2
        else:
            continue
        senses = lexicon.participle(words[p].split("-")[0])
        for k in _headed_from(scene, max(p, m.last), j) if senses else ():
            far = scene.mentions[k].head - p
            for rank, sense in enumerate(senses):
                one, other = Fill(j, "mod", via="compound"), Fill(k, "head", via="compound", depth=far)
                source, target = (other, one) if sense.source == "head" else (one, other)
                out.append(Candidate(source, target, sense, p, "compound", 0, rank, len(senses), 2, 2, STATED, 1))
    return out


def _headed_from(scene, token, but):
    """The mentions on the nearest head within nine tokens of a compound adjective, and the name that this noun is said of: "Kataib
    Hezbollah, one of the Iranian-backed militias"."""
    s, whole = scene.syntax, range(token, min(token + 9, scene.end))
    if s.tag[s.head[token]].startswith("NN") and s.head[token] in whole:
        whole = [s.head[token]]  # "Iran-backed attacks on US forces" says nothing of the forces
    for t in whole:
        found = [k for k in scene.headed.get(t, ()) if k != but and scene.apart(k, but)]
        if found:
            return found + [k for k in scene.headed.get(_said_of(scene.syntax, t), ()) if k not in found and scene.apart(k, but)]
    return []


def _said_of(syntax, t):
    """The token that the noun t stands in apposition to, itself or as one of a number ("one of", "a group of"); -1 for none."""
    if syntax.dep[t] == "nmod" and syntax.preposition(t) == "of":
        t = syntax.head[t]
    return syntax.head[t] if syntax.dep[t] == "appos" else -1
