"""The words that tell whether an act took place and who says so; modality.py, attribution.py and speakers.py say what they do."""

from geoanalysis.reading.spelling import word_set

NEGATION = {"not", "n't", "never", "no", "hardly", "neither", "nor", "without", "nobody", "none", "nt"}
#: what takes a whole clause back when it stands with its subject or object: "no troops attacked", "neither A nor B met"
NONE = {"no", "neither", "nor", "nobody", "none", "nothing"}
#: auxiliaries that put the act into the future or into the mind
PLANNED_AUX = {"will", "'ll", "wo", "would", "'d", "may", "might", "could", "should", "must", "shall", "ought", "ca", "can"}
ALLEGED_ADVERBS = {"allegedly", "reportedly", "supposedly", "purportedly", "apparently", "probably", "likely", "presumably"}
PLANNED_ADVERBS = {"possibly", "soon", "potentially"}
SPEECH_PREPOSITIONS = {"according to"}
#: days on which the present tense tells of what is arranged: "flies to Doha on Monday"
WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
#: marks of a subordinate clause that make the act only a possibility
CONDITIONAL = {"if", "unless", "whether", "lest"}
#: marks after which the present tense speaks of what is still to come: "before he visits India"
AHEAD = {"before", "until", "till", "once", "when", "after"}
#: the relations over which a governing word reaches the act below it
COMPLEMENT = {"xcomp", "ccomp", "acl", "obj", "nsubj:pass", "obl", "nmod", "advcl", "csubj", "nsubj", "obl:agent"}
#: of those, the ones where only a governor passes, not the modality of what stands above
OBJECTS = {"obj", "nsubj:pass", "obl", "nmod", "nsubj", "obl:agent"}
#: prepositions that tie the deed to the word that governs it: "accused of", "charged with", "blamed for"
TYING = {"of", "for", "with", "from", "against", "in", "to", "on", "about", "over", "at", "into"}
#: verbs that end or beat back what has been going on: "an attack was repelled"
ENDING = {"end", "stop", "halt", "suspend", "repel", "cease", "resolve", "interrupt", "withdraw", "suspension", "halting", "ending"}
#: verbs whose object goes on already, whoever is to do it: "needs to continue the cooperation"
LASTING = {"continue", "keep"}
#: verbs that say no more than that the act of their object is done: "made his visit"
LIGHT = word_set(
    """make hold launch carry take have give conduct provide begin start do pay mount sign reach stage commit impose continue resume
    see attend lead host receive join"""
)
#: verbs whose object is there before they touch it: "may lift the sanctions", "must honor deals"
PRESUPPOSING = word_set(
    """lift ease relax waive repeal honor honour breach violate break abrogate endanger jeopardize jeopardise undermine extend renew deepen
    strengthen improve restore boost normalize normalise escalate worsen complicate strain harm damage hurt defuse"""
)
#: participles behind a noun of what is still to come: "talks scheduled for May"
SCHEDULED = {"scheduled", "planned", "slated", "due", "expected", "envisaged", "foreseen"}
#: meetings and journeys, and what puts an act inside them: what will be done "during the visit" is not done before it
MEETINGS = word_set("visit trip tour talk meeting summit dinner lunch session conference stop journey stay")
DURING = {"during", "at", "in"}
#: what takes back even what is known: "denied the attack", "cancelled his visit"
UNDOING = word_set("deny rule cancel call postpone prevent plan schedule avert delay demand expect refuse approve authorize")
#: acts that are done by being said, so that who turns them down takes nothing back: "rejected a request", "denied U.S. accusations"
UTTERANCES = word_set(
    """accusation allegation appeal application call challenge charge claim complaint criticism demand entreaty invitation motion offer
    order petition plea proposal request suggestion ultimatum warning"""
)
#: verbs whose object or addressee such words are: to answer them or not takes nothing from their having been said
ANSWERING = word_set("respond reply react answer address heed ignore yield comply")
#: governing nouns that no infinitive follows: "opposition to meet Russia" are people
UNINFINITIVE = {"opposition", "objection", "resistance"}
#: kind words and oaths, which are done when they are offered
COURTESIES = word_set("condolence thanks apology congratulation sympathy greeting praise gratitude regret allegiance loyalty fealty")
#: verbs of what is done by saying that one wants to do it, and the verbs of wanting: "I want to thank Oman", "I would like to"
PERFORMED = word_set("thank congratulate convey express extend praise commend condemn welcome salute apologize apologise")
WANTING = {"want", "like", "wish"}
#: what has been settled when somebody approves it, and says what is to be done: "signed a deal with Syria to arm it"
SETTLED = {"agreement", "deal", "pact", "accord", "treaty", "ceasefire", "truce", "resolution", "plan", "settlement"}
#: words that make a noun known
DEFINITE = {"the", "this", "these", "those", "ongoing", "recent", "past", "current"}
#: verbs of which an act is the subject when it takes place: "talks will begin"
HAPPENING = word_set("begin start take include focus continue resume open last cover come follow happen occur")
#: what comes close to the act and leaves it undone: "stopped short of condemning"
SHORT_OF = {("short", "of"), ("far", "from")}
#: acts of words, lasting acts and successions: who comes "to protest", is sent "to train" or is appointed "to replace" does so by it
DONE_WITH = word_set(
    """discuss protest show express mark pressure call honor denounce celebrate commemorate support reassure welcome congratulate urge
    press tell warn thank demand help assist aid train advise guard protect defend fight hunt counter combat deter replace succeed"""
)
#: of those, the acts of words that whoever is under way "to" do has still before him: "is on a visit to press Iraq"
ASKING = {"press", "pressure", "urge", "demand", "tell", "warn", "discuss", "call"}
#: verbs of purpose, whose subject is there when they are passive: "the sanctions are meant to hurt"
INTENDED = {"mean", "intend", "design", "aim"}
#: fights that go on while their aim is still ahead, and such aims: "launched an offensive to retake the town"
CAMPAIGNS = {"offensive", "operation", "campaign", "battle", "fight", "effort", "assault", "war", "push", "counteroffensive", "struggle",
             "strategy"}
AIMS = word_set(
    """retake recapture liberate reclaim regain capture seize defeat destroy degrade dismantle eliminate eradicate crush rout rid dislodge
    drive expel oust fight combat counter clear isolate encircle overthrow take root secure hunt disarm storm cleanse"""
)
#: who somebody is to another, whatever is wanted of him: "would calm US allies"
PEOPLE = {"ally", "partner", "friend", "enemy", "foe", "rival", "opponent", "critic", "adversary", "supporter", "backer", "neighbor"}
#: what somebody is there for he does: "its task is to train the army"
CALLINGS = {"aim", "task", "mission", "role", "job", "purpose", "goal", "duty", "objective", "function"}
#: who is one in a row "to" do something has done it, as has the largest or latest
ORDINALS = {"first", "second", "third", "fourth", "fifth", "last", "only"}
#: what is used to do something does it: "used missiles to target dissidents"
USING = {"use", "employ"}
#: verbs of leaving and coming; what they are made for is still ahead: "arrived for talks"
MOTION = {"arrive", "leave", "head", "depart"}
#: verbs after which what somebody is to do is still ahead of him: "sent a minister to negotiate", "need money to feed"
ERRANDS = word_set("send dispatch deploy train need seek prepare arrive leave head depart set nominate designate")
#: verbs of receiving and of journeys that are over: what it is done for takes place with it
HOSTING = word_set("host visit receive meet invite welcome see join travel fly go come return")
#: the speech verbs that take a clause beside them ("…", he said)
SPEECH = word_set(
    """say tell report announce claim state add declare note insist argue believe confirm warn allege suggest acknowledge write explain
    accuse admit indicate reveal stress assert maintain complain contend describe recall quote charge think deny tweet find conclude
    document establish testify inform notify emphasize emphasise remark reiterate respond reply record estimate"""
)
#: of those, the ones whose object may be a deed: "officials reported an attack"
TELLING = {"report", "claim", "allege", "describe", "denounce", "confirm"}
#: writings whose word is that of their author: "a Greek army statement said"
WRITINGS = {"statement", "report", "communique", "bulletin", "source", "investigation", "inquiry", "probe", "study", "review", "assessment",
            "dossier", "finding"}
#: words of a speaker whose office is to tell what happened
BYSTANDERS = {"police", "medical", "hospital", "doctor", "medic", "witness", "resident", "rescue", "health", "court", "analyst"}
#: lemmas of the verbs whose subject speaks the sentences around them: "X said: …", "…," he added
SAYING = word_set(
    """say tell add state note write comment explain announce declare reply ask continue warn insist conclude stress emphasize remark
    argue tweet claim acknowledge recall vow affirm assert caution quip respond reiterate maintain complain lament joke answer"""
)
#: words by which a teller judges a deed or its doer: what such a clause tells, it tells as a wrong
EVALUATIVE = word_set(
    """abhorrent aggression aggressor aggressors appalling atrocious atrocities atrocity bandits barbaric barbarism barbarity barbarous
    baseless blatant brutal brutality brutally callous clique contempt cowardice cowardly crime crimes criminal criminals cruel cruelty
    cynical deliberate deliberately depravity despicable destabilising destabilizing deplorable disgraceful disregard evil flagrant
    genocide heinous horrendous horrific horrifying hypocrisy illegal illegally impunity indiscriminate indiscriminately inhuman inhumane
    innocent irresponsible lies malign massacre massacres mercenaries monstrous murderous occupiers outrageous provocation provocative
    puppet reckless regime reprehensible repressive ruthless savage savagery senseless shameful terror thugs treacherous
    treachery tyranny unacceptable unjustified unlawful unlawfully unprovoked unwarranted vicious vile violation violations"""
)
