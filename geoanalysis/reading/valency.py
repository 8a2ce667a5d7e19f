"""The words whose government grammar must know: who does what hangs on them, what they sum up, what stands in for a verb."""

#: verbs whose infinitive belongs to their own subject although they have an object ("promised Iraq to leave")
SUBJECT_CONTROL = {"promise", "vow", "threaten", "use", "offer", "swear"}
#: verbs whose infinitive belongs to their object, however the parser hangs it on
OBJECT_CONTROL = {"force", "urge", "press", "pressure", "ask", "order", "tell", "compel", "persuade", "push", "allow", "help", "permit",
                  "enable", "warn", "invite", "require", "encourage", "authorize", "instruct", "oblige", "call", "advise", "beg",
                  "appeal", "appoint", "name", "elect", "hire", "recruit", "nominate", "designate", "train", "equip"}
#: verbs whose infinitive may be that of somebody else: "whom Iran wants to leave"
OF_OTHERS = {"want", "need", "expect", "like", "have", "get", "make", "let"}
#: verbs that make their subject and their object do it: "sent troops to help the government"
SENDING = {"send", "dispatch", "deploy"}
#: verbs whose "with" is who does with their subject what follows: "worked with Baghdad to erode"
WORKING_WITH = {"work", "cooperate", "collaborate", "coordinate", "conspire", "plot", "collude", "partner", "team", "ally", "join", "unite"}
#: verbs that address somebody with a preposition: "appealed to both sides to"
CALLING = {"call", "appeal"}

#: verbs of many idioms, which act upon nobody but their very object: "took Kabul", not "took Oman's side"
LIGHT = {"take", "see", "choose", "follow", "break"}
#: verbs whose "as" is said of their subject, whatever their object: "enjoy good relations as members of"
HAVING = {"have", "enjoy", "play", "share", "bear", "maintain"}
#: verbs by which an act comes "from" who does it
COMING = {"come", "stem", "emanate", "originate", "arrive"}
#: verbs of contradiction, and what is contradicted when somebody has said it before: by its name, or by a word that points back
DENYING = {"deny", "reject", "dismiss", "refute", "dispute", "rebut"}
CHARGES = {"charge", "claim", "allegation", "accusation", "assertion", "suggestion", "report", "statement", "remark", "version"}
BACK = {"it", "this", "that"}
CLAIMS = CHARGES | BACK
#: verbs that judge, know or want a deed of others, and behind which prepositions such a deed stands: "condemned the attack on"
JUDGING = {"condemn", "criticize", "criticise", "denounce", "deplore", "decry", "blame", "protest", "oppose", "discuss", "support", "back",
           "encourage", "praise", "hail", "see", "find", "describe", "mention", "investigate", "witness", "regret", "lament", "fear",
           "mourn"}
GROUNDS = {"for", "of", "over"}
#: verbs whose object did that deed: "blamed Chad for the attack on Mali", "thanked Oman for its support of"
CHARGING = {"accuse", "blame", "praise", "thank", "criticize", "criticise", "condemn", "denounce", "arrest", "detain", "ban", "sanction",
            "punish", "charge", "suspect", "sue", "fine", "jail", "imprison", "commend", "hail", "applaud", "rebuke", "fault", "prosecute",
            "indict", "convict", "sentence", "expel", "blacklist", "acquit", "chide", "berate", "slam", "castigate", "implicate", "involve"}
#: those whose object is "in" the deed: "was implicated in the attack on"
INVOLVING = {"implicate", "involve"}
#: the shares that somebody has in a deed: "denied involvement in the attack"
SHARES = {"involvement", "role", "participation", "complicity", "responsibility", "hand", "part"}
#: nouns whose infinitive tells what their owner means to do: "hampered efforts by the army to retake the town"
ENDEAVOURS = {"effort", "attempt", "bid", "plan", "move", "decision", "offer", "campaign", "drive", "push", "operation", "proposal",
              "threat", "promise", "pledge", "struggle", "right", "ability", "refusal", "failure", "willingness", "readiness", "desire"}
#: what only deeds do to people: "an attack in Goma, which killed"
HARMING = {"kill", "wound", "injure", "target", "hit", "strike", "destroy", "damage", "leave", "claim"}
#: what there is between those who come to settle it
QUARRELS = {"dispute", "row", "quarrel", "feud", "rift"}
#: nouns that sum up the clause before them
MOVES = {"move", "step", "decision", "gesture", "action", "measure", "act", "demand", "plan", "offer", "proposal", "policy", "call", "plea"}
#: writings that do what their author does: "a letter urging Iran to"
PAPERS = {"letter", "decree", "statement", "order", "bill", "report", "call", "resolution", "message", "petition", "declaration", "law",
          "decision", "appeal", "communique", "ruling", "pact", "agreement", "deal"}
#: nouns that make a preposition together with those around them: "in support of", "on behalf of", "as part of"
LINKING = {"support", "behalf", "response", "cooperation", "coordination", "favor", "favour", "part", "honor", "honour", "addition",
           "reaction", "retaliation", "exchange", "return", "line", "conjunction", "view", "light", "front", "help", "assistance", "aid"}
#: by what one speaks or travels, which is nobody who acts: "spoke by phone"
MEANS = {"phone", "telephone", "video", "letter", "road", "sea", "air", "land", "train", "helicopter", "boat", "force", "name"}
#: what ties a deed to the noun whose deed it is: "an ally in the fight against", "a minister with good ties to"
ATTENDANT = {"in", "with", "under"}
#: the prepositions of the other side, which may stand behind the doer: "imposed by Washington on Iran"
AGAINST = {"on", "against", "with"}
#: between whom: the prepositions whose coordinated nouns do a mutual act with each other
AMONG = {"between", "among", "of", "by"}
#: the prepositions that only say where
WHERE = {"in", "at", "near", "from"}
#: the prepositions behind which nobody is acted upon unless the lexicon says so, behind any word or one of a class
ASIDE = {"as", "despite", "over", "without", "following", "before", "behind", "along", "amid", "than", "since", "until", "aboard", "during",
         "within"}
ASIDE_OF = {"VERB": {"under", "between"}, "NOUN": {"after", "near"}}
#: verbs whose passive subject is the receiver
DITRANSITIVE = {"give", "offer", "grant", "award", "send", "pay", "promise", "deny", "refuse", "hand", "lend", "sell", "teach", "show",
                "tell"}
#: adverbs and pronouns with which "do" stands for the verb before it: "as did Jordan", "Libya did the same"
STAND_INS = {"so", "same", "likewise", "as"}
#: the prepositions that a relative clause may leave at its end: "the neighbour that it depends on"
STRANDED = {"on", "upon", "for", "with", "to", "against", "from", "at", "of"}
#: words that open a relative clause and stand for the noun before it
RELATIVE = {"who", "which", "that", "whom"}
#: the deeds in which people come to harm
STRIKES = {"attack", "strike", "raid", "operation", "assault", "bombing", "ambush", "shelling", "bombardment", "offensive", "massacre",
           "clash", "crackdown", "airstrike", "explosion", "shooting", "incursion", "fire"}
#: the prepositions of whom a deed is done to, and deeds that are "of" him
UPON = {"on", "upon", "against"}
UNDERGONE = {"killing", "murder", "assassination", "massacre", "shelling", "bombing", "bombardment", "invasion", "occupation", "arrest",
             "detention", "kidnapping", "abduction", "execution", "expulsion", "siege", "shooting", "beheading", "torture", "seizure",
             "death", "capture", "overthrow", "ouster", "dismissal", "extradition"}
#: fights, and the verbs by which somebody speaks of those of others or withstands them: "reiterated support in the fight against"
FIGHTS = STRIKES | {"fight", "campaign", "battle", "war", "struggle", "invasion", "killing"}
ASTRIDE = {"reiterate", "reaffirm", "express", "voice", "debate", "welcome", "applaud", "commend", "congratulate", "predict", "review",
           "watch", "monitor", "remember", "commemorate", "survive", "suffer", "repel"}
