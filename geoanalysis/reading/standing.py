"""The standing ties that names carry: titles, organs of a state, and compounds such as "Iran-backed" and "pro-Iranian"."""

from geoanalysis.reading.groups import ABOVE_PARTY
from geoanalysis.reading.juxtaposed import COMMAND, ORGAN, OWNED, juxtaposed
from geoanalysis.reading.lexicon import Sense
from geoanalysis.reading.mentions import BODIES, POWERS
from geoanalysis.reading.modality import STATED
from geoanalysis.reading.offices import ALLIANCES, NOT_NAMED, PREFIXES, implied_offices, told_offices, unites
from geoanalysis.reading.posts import own_posts
from geoanalysis.reading.scene import DASHES, Candidate, Fill

#: kinds of actor that can be an organ of another one
ORGANS = BODIES | {"population"}
ENMITY = Sense("against", "NOUN", "", frozenset(), frozenset(), "HOSTILE_TO", "subj", "prep", "")
#: those whom states send into a body: "a force with troops from Chad"
STAFF = {"troops", "soldiers", "forces", "units", "contingents", "officers", "personnel", "ships", "warships", "vessels", "battalions",
         "peacekeepers", "police", "observers", "experts", "members", "representatives", "fighters", "contingent", "battalion", "company",
         "platoon", "instructors", "marines", "elements"}
#: the prepositions that tell whose a body is
BELONGING = {"from", "for", "within", "under"}
#: the ties of those who stand beside somebody and are none of his
BESIDE = {"ALLIED_WITH", "HOSTILE_TO", "SPONSORS"}
#: the relations in which a noun is said of somebody
PREDICATED = {"appos", "xcomp", "nmod:desc", "flat", "ROOT", "root", "parataxis", "obl:unmarked"}
#: what opens a list of parts
OPENING = {"including", "such", "among", "notably", "especially", "particularly", "namely"}
#: the unnamed people whom their owner leads
ADHERENTS = {"men", "people", "followers", "supporters", "loyalists", "partisans", "faithful"}


def carried_ties(scene, lexicon, homes):
    """All candidates that titles, organs and compounds of one scene give; of one actor alone only the state that his office is in."""
    if len({m.actor_id for m in scene.inside}) < 2:
        return implied_offices(scene, lexicon, homes)
    return [*told_offices(scene, lexicon), *_organs(scene, lexicon), *_compounds(scene, lexicon), *implied_offices(scene, lexicon, homes),
            *_parts(scene), *_sent(scene), *_led(scene, lexicon), *_against(scene, lexicon), *juxtaposed(scene),
            *own_posts(scene, lexicon)]


def held_by(scene, c):
    """Whether an office that a noun tells is the source's own, not that of his owner or of whom the office names: "U.S. General Roe, NATO's
    commander" says nothing of the United States, "a ministry spokesman" not whom the ministry speaks for."""
    if not c.rule.startswith("noun:"):
        return True
    s, holder, first = scene.syntax, scene.mentions[c.source.mention], c.predicate
    if c.sense.type == "LEADS" and s.lower[first] in ABOVE_PARTY and scene.mentions[c.target.mention].kind == "party":
        return False  # "the Republican president"
    if c.source.via == "shared":  # "Roe met Poe and the head of the party"
        while s.dep[first] == "conj" and s.head[first] < first:
            first = s.head[first]
        if not (s.dep[first] in PREDICATED or s.child(first, "cop") is not None):
            return False
    return not c.source.outer and (c.source.slot != "self" or holder.kind == "person" or not holder.how.startswith("office"))


def _against(scene, lexicon):
    """ "armed the refugees against Oman", "the resistance against the generals": whoever is helped or stands against somebody is his enemy,
    whatever the verb."""
    s, out = scene.syntax, []
    for p in range(scene.start + 1, scene.end - 1) if "against" in scene.words else ():
        if s.lower[p] != "against" or s.dep[p] != "case":
            continue
        deed = s.head[s.head[p]]
        enemies = [(k, path) for k, path, _, _ in scene.phrase(s.head[p]) if path in ("=", "conj")]
        if not enemies or deed == s.head[p]:
            continue
        if s.is_verb(deed):
            sides = [f for f in scene.fills(deed) if f.slot in ("subj", "obj") and f.itself]
        else:
            sides = [Fill(k, "self", path=path) for k, path, _, _ in scene.phrase(deed) if path == "="]
        reading = scene.reading(lexicon, deed, standing=True)
        for f in sides:
            for k, path in enemies:
                if scene.apart(f.mention, k) and "place" not in (scene.mentions[k].kind, scene.mentions[f.mention].kind):
                    out.append(Candidate(f, Fill(k, "prep", "against", path=path), ENMITY, p, "against", 1, 0, 1, 2, 2, reading,
                                         len(sides) * len(enemies)))
    return out


def _led(scene, lexicon):
    """ "the government in Bamako, led by Roe", "the SDF, an alliance of groups backed by Oman", "a force of 90 ships under Roe": a
    participle and "under" may belong to any of the nouns that their nearest noun hangs on; and a parser often gives the agent to the next
    verb."""
    s, out = scene.syntax, []
    for p in range(scene.start + 1, scene.end - 1) if scene.words & {"by", "under"} else ():
        if s.lower[p] == "under":
            start, senses = p + 1, [(OWNED, 0)]
        elif s.tag[p] in ("VBN", "VBD") and (by := _by(scene, p)):
            start, senses = by + 1, [x for x in lexicon.senses(s, p) if x[0].type in ("LEADS", "SPONSORS") and (
                x[0].source, x[0].target) == ("subj", "obj")]
        else:
            continue
        under = s.lower[p] == "under"
        agent = _agent(scene, start, under=under) if senses else None
        loose = under and agent is not None and s.is_verb(s.head[scene.mentions[agent].head])  # "ruled from Oman under Roe"
        token = p - 1
        while token > scene.start and (s.lower[token] in (",", ")") or s.tag[token].startswith("RB")):
            token = _opening(s, token) - 1
        for j in [] if agent is None else _upward(scene, token):
            if loose and (scene.mentions[j].kind == "state" or scene.mentions[j].last < p):
                continue
            for rank, (sense, points) in enumerate(senses):
                for k in [agent, *scene.list_of(agent, after=True)]:
                    if scene.apart(j, k):
                        source, target = Fill(k, "subj", via="led"), Fill(j, "obj", via="led", depth=p - token)
                        out.append(Candidate(source, target, sense, p, "led", points, rank, len(senses), 2, 2, STATED, 1))
    return out


def _by(scene, p):
    """The token of "by" behind a participle, or behind where and when it was done: "founded in 1980 in a Kenyan camp by"; 0 for none."""
    s, t = scene.syntax, p + 1
    while s.lower[t] != "by" and s.dep[p] in ("acl", "ROOT", "appos") and t < min(p + 10, scene.end - 2) and (
            s.tag[t].startswith(("IN", "CD", "DT", "JJ", "NN"))):
        t += 1
    return t if s.lower[t] == "by" else 0


def _agent(scene, start, *, under):
    """The actor whose name begins at a token or behind a few words about him: "the poet Roe"; `under` somebody: "the command of Roe"."""
    s = scene.syntax
    for k, m in enumerate(scene.inside):
        if m.begin < start or m.last < scene.end and _noun_word(s, m.last):
            continue
        words = range(start, m.begin)
        if not under and all(s.tag[t] in ("DT", "JJ") for t in words):
            return k
        of = len(words) > 1 and s.lower[words[-1]] == "of" and s.lower[words[-2]] in COMMAND
        if under and not words and s.tag[m.last - 1] == "PRP$" and s.lower[m.last] in COMMAND:
            return k  # "soldiers under his command"
        if under and len(words) < 5 and (m.kind == "person" or of) and all(
                s.tag[t].startswith(("DT", "NN", "JJ", "VBN")) for t in words[:len(words) - of]):
            return k
    return None


def _opening(syntax, token):
    """The "(" of a bracket that closes at a token, or the token itself."""
    return next((i for i in range(token, max(token - 9, 0), -1) if syntax.lower[i] == "("), token) if syntax.lower[token] == ")" else token


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
    parts = [(k, m) for k, m in enumerate(scene.inside) if not m.how.startswith("pronoun") and not (
        m.last < scene.end and _noun_word(s, m.last))]  # not "among them", "including EU sanctions"
    for j, whole in enumerate(scene.inside):
        if whole.kind in ("person", "place"):
            continue
        one, pronoun = _among(s, whole.head), whole.how.startswith("pronoun")
        for k, part in parts if one >= 0 or not pronoun else ():
            if not scene.apart(j, k):
                continue
            if one >= 0 and any(k == i and path in ("=", "conj") for i, path, _, _ in scene.phrase(one)):
                via = "among"
            elif pronoun:
                continue
            elif part.last < whole.first <= part.last + 4 and s.lower[part.last:part.last + 2] in (["and", "other"], ["or", "other"]):
                via = "other"
            elif whole.last <= part.first and not _noun_word(s, whole.last) and _such(s, whole.last, part.head, whole.head):
                via = "such"
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


def _sent(scene):
    """ "Chadian peacekeepers of the mission", "Iranian officers in the militia": whose people are in a body belongs to it."""
    s, out = scene.syntax, []
    for k, state in enumerate(scene.inside):
        people = s.head[state.head]
        if state.kind != "state" or s.lower[people] not in STAFF or s.dep[state.head] not in ("amod", "compound", "nmod:poss"):
            continue
        for at in (c for c in s.children[people] if s.dep[c] == "nmod" and s.preposition(c) in ("of", "in", "with", "within")):
            bodies = [j for j in scene.headed.get(at, ()) if scene.mentions[j].kind in BODIES and scene.apart(j, k)]
            out.extend(Candidate(Fill(k, "self", via="sent"), Fill(j, "poss", via="sent"), ORGAN, people, "part", 0, 0, 1, 2, 2, STATED, 1)
                       for j in bodies)
    return out


def _among(syntax, whole):
    """The token of what is said to be one of a number: "the Front is among the groups", "the Front, the most powerful of the groups",
    "the oldest of them, the Front", "the groups, of which the Front is one"; -1 for none."""
    one, head = whole, syntax.head[whole]
    if syntax.preposition(whole) == "of" and (syntax.lower[head] == "one" or (
            syntax.tag[head] == "JJS" or syntax.tag[head] == "JJ" and syntax.dep[whole] == "nmod") and syntax.lower[head] != "most"):
        one = head
    elif syntax.preposition(whole) != "among":
        return -1
    if syntax.child(one, "cop") is not None:
        subject = syntax.child(one, "nsubj")
        return -1 if subject is None else subject
    named = None if one == whole else next((c for c in syntax.children[one] if c > whole and syntax.dep[c] in ("appos", "conj") and (
        syntax.child(c, "cc") is None)), None)
    return syntax.head[one] if syntax.dep[one] == "appos" else -1 if named is None else named


def _such(syntax, after, part, whole):
    """Whether a list of parts opens right after the whole: "such as", "including", "among them"; the part is its first or another item."""
    while syntax.dep[part] == "conj" and syntax.head[part] > whole:
        part = syntax.head[part]
    words = syntax.lower[after:after + 3]
    opened = next((i for i, word in enumerate(words) if word in OPENING or (
        word == "like" and syntax.tag[after + i] == "IN")), None)
    if opened is not None and words[opened] == "among" and syntax.lower[after + opened + 1:after + opened + 2] not in (
            ["them"], ["which"], ["whom"]):
        return False
    return opened is not None and after + opened < part < after + opened + 8


def _organs(scene, lexicon):
    """ "Iran's Supreme National Security Council", "the Iranian parliament", "IRGC Quds Force", "Jane Roe of Amnesty": the body belongs to
    its owner; "Taylor's government": the person leads it."""
    s, out = scene.syntax, []
    told = [(j, m) for j, m in enumerate(scene.inside) if not m.how.startswith("pronoun") or s.tag[m.first].endswith("P$")]
    named = [(j, m) for j, m in told if not m.how.startswith(NOT_NAMED) or s.tag[m.first].endswith("P$")]
    for k, body in enumerate(scene.inside):
        person, ruled = body.kind == "person", body.kind == "state" and body.how.startswith("group:")
        told_of = body.how.startswith("description") and s.lower[body.last - 1] not in ALLIANCES
        if not (person or ruled or body.kind in ORGANS) or body.how.startswith("pronoun") or told_of and (
                person or ruled or body.kind == "population"):
            continue
        owners = _owners(scene, body, named if person else told)  # not "which Poland's government", "the reporters Jane Roe and"
        if owners and _apart(scene, lexicon, body):
            continue
        for j, path in owners.items():
            if j == k or not scene.apart(j, k) or scene.mentions[j].kind == "place":
                continue
            if told_of and (path != "poss" or scene.mentions[j].kind != "person"):
                continue  # "Roe's movement", not "the Omani movement"
            if ruled and path == "poss" and scene.mentions[j].kind in BODIES and s.lower[body.last - 1] in STAFF:
                source, target, sense = Fill(k, "self"), Fill(j, "poss", path=path, via="organ"), ORGAN  # "the mission's Chadian troops"
            elif path not in ("poss", "of") and scene.mentions[j].kind == "state" and _serving(scene, body, scene.inside[j]):
                source, target, sense = Fill(j, "poss", path=path, via="organ"), Fill(k, "self"), ORGAN
            elif scene.mentions[j].kind != "person" and not ruled:
                source, target, sense = Fill(k, "self"), Fill(j, "poss", path=path, via="organ"), ORGAN
            elif scene.mentions[j].kind == "person" and _followers(scene.syntax, body) and not (ruled and path == "nmod"):
                # "his government", "Mr. Abbas' Fatah", "the party of Prime Minister Talat"
                source, target, sense = Fill(j, "poss", path=path, via="organ"), Fill(k, "self"), OWNED
            else:
                continue
            if path == "of" and any(way == "of" and unites(scene, body.last - 1, i) for i, way in owners.items()):
                source, target = Fill(j, "of", path=path, via="organ"), Fill(k, "self")
                out.extend(Candidate(source._replace(mention=i), target, sense, body.head, "organ:of", 0, 0, 1, 2, 2, STATED, len(owners))
                           for i in scene.list_of(j, after=True) if i not in owners and scene.apart(i, k))
            out.append(Candidate(source, target, sense, body.head, "organ:" + path, 0, 0, 1, 2, 2, STATED, len(owners)))
    return out


def _apart(scene, lexicon, body):
    """Whether a noun tells those who stand beside its owner and are none of his: "its backers", "our Kurdish partners", "his critics"."""
    if not body.how.startswith("group") or body.kind == "armed_group":
        return False
    types = {sense.type for sense, _ in lexicon.senses(scene.syntax, body.last - 1) if (sense.source, sense.target) == ("subj", "of")}
    return not types.isdisjoint(BESIDE) and "MEMBER_OF" not in types


def _serving(scene, body, state):
    """Whether a body's people are those whom a state sent to it: "Chadian battalions of the mission", not "Iranian Quds Force troops"."""
    staff = body.how.startswith("group:") and body.kind in ("government", "organization") and scene.syntax.lower[body.last - 1] in STAFF
    if not staff:
        return False
    return state.first >= body.last or not any(
        m.actor_id == body.actor_id and body.first <= m.first and m.last < body.last for m in scene.inside)


def _followers(syntax, body):
    """Whether a body is one that a person leads: no office-holders, and of unnamed people only "men", "followers" and the like."""
    return body.kind not in ("person", "population") and not body.how.startswith("office") or \
        body.kind == "population" and syntax.lower[body.last - 1] in ADHERENTS


def _owners(scene, body, mentions):
    """Whose a body or person is: of some mentions those that the order of the words tells, and what the grammar tells, with the path."""
    s, person, begin = scene.syntax, body.kind == "person", body.begin
    paths = ("of", "nmod", "poss") if person else ("poss", "mod", "of", "nmod")
    owners = {j: path for j, path, _, _ in scene.phrase(body.head) if path in paths and (path != "nmod" or _belongs(scene, j))
              and (path not in ("mod", "poss") or scene.inside[j].first < body.last)}  # "the Fleet and the Jordanian Air Force"
    for j, m in mentions:
        if m.last < begin - 3 or m.first > body.last + 2 and m.begin > body.last + 2:
            continue
        if s.lower[m.last:m.last + 1] and s.lower[m.last] in DASHES and m.last + 1 < body.last and s.tag[m.last + 1] == "VBN":
            owners.pop(j, None)  # "the Iran-backed Houthi movement"
        elif person:
            if begin <= m.first and m.last <= body.first or m.last == begin and s.view.words[m.first - 1] != "In" or (
                    m.last + 1 == begin and s.tag[m.last] == "POS"):
                owners.setdefault(j, "before")
            elif s.lower[body.last:m.first] in (["of"], ["of", "the"]):
                owners.setdefault(j, "of")
            elif body.title and m.text[0].isdigit() and s.lower[body.last:m.first] == [","] and (
                    s.lower[m.last:m.last + 1] in ([","], ["."])):
                owners.setdefault(j, "apposed")  # "Sgt. Jane Roe, 12th Squadron, guards"
            elif m.how.startswith("letter:") and m.first == body.last + 1:
                owners.setdefault(j, "apposed")  # "Jane Roe, R-Texas"
        elif m.last <= body.first <= m.last + 3 and all(_noun_word(s, t) for t in range(m.last, body.first)):
            owners.setdefault(j, "before")
        elif m.last < body.last and (m.first == body.first or s.lower[body.first] in ("the", "royal") and
                                     m.first == body.first + 1) and s.lower[m.last] not in DASHES:
            owners.setdefault(j, "inside")
        elif m.kind in POWERS and m.how.startswith("group:") and s.lower[m.last:body.first] in ([","], [",", "the"]) and (
                s.dep[body.head] == "appos" or s.dep[m.head] == "appos"):
            owners.setdefault(j, "apposed")
        elif m.kind == "person" and s.lower[body.last:m.begin] in (["of"], [")", "of"]):
            owners.setdefault(j, "of")
    return owners


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
        for k in (_headed_from(scene, max(p, m.last), j) or _owning(scene, p, j)) if senses else ():
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
    if whole and s.tag[s.head[token]].startswith("NN") and s.head[token] in whole:
        whole = [s.head[token]]  # "Iran-backed attacks on US forces" says nothing of the forces
    for t in whole:
        found = [k for k in scene.headed.get(t, ()) if k != but and scene.apart(k, but)]
        if found:
            named = [k for i in range(token, t) for k in scene.headed.get(i, ()) if scene.mentions[k].kind in BODIES]  # "Houthi" militia
            return [k for k in dict.fromkeys(found + named + scene.headed.get(_said_of(scene.syntax, t), [])) if scene.apart(k, but)]
    return []


def _owning(scene, p, but):
    """Whose a thing is that a compound tells of: "his anti-Iranian speeches", "Roe's pro-Iranian policy"."""
    thing = scene.syntax.head[p]
    return [f.mention for f in scene.fills(thing) if f.slot == "poss" and f.via == "own" and f.path in ("=", "conj")
            and scene.apart(f.mention, but)] if scene.syntax.tag[thing].startswith("NN") else []


def _said_of(syntax, t):
    """The token that the noun t stands in apposition to, itself or as one of a number ("one of", "a group of"); -1 for none."""
    if syntax.dep[t] == "nmod" and syntax.preposition(t) == "of":
        t = syntax.head[t]
    return syntax.head[t] if syntax.dep[t] == "appos" else -1
