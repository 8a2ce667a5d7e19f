"""Brings all the spellings of a name under one key, by rule: what Latin letters make of Arabic, Persian, Kurdish and Russian."""

import re
import unicodedata
from functools import lru_cache


def word_set(words: str) -> frozenset[str]:
    """Return the words of a list that is written as running text.

    Examples
    --------
    >>> sorted(word_set("of in"))
    ['in', 'of']
    """
    return frozenset(words.split())


#: A word of a name: initials with stops, or letters with the apostrophes inside them, but without a possessive 's.
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|(?!(?<=['’])s\b)[^\W_]+(?:['’‘ʼʿʾ`´](?!s\b)[^\W_]+)*")

#: Articles that a spelling may have, lack or melt into the next word, and the Persian izafet: "al-Sadr", "Sadr", "Velayat-e Faqih".
ARTICLES = frozenset(["al", "el", "ul", "ud", "e"])
#: The article before a consonant that it takes on: "ash-Shaabi", "an-Nusra".
MELTED = word_set("as ash ad an at ar az es esh ed en et er ez us un ur")
_MELTED = re.compile(r"\b[aeu](sh|dh|th|[sndtrz])-(?=\1)", re.IGNORECASE)
_APOSTROPHES = re.compile(r"['’‘ʼʿʾ`´.]")
#: Letters that NFKD leaves alone.
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "e"})

#: Words whose spellings no sound rule joins without joining strangers too; each line is one word.
_SAME_WORD = {
    spelling: row.split()[0]
    for row in """
    muhamad mohammad mohammed mohamed mohamad muhammad muhammed muhamed mohamud
    ahmad ahmed ahmet achmed
    mahmud mahmoud mahmood mehmood mahmut
    mahdi mehdi mahdy
    salman selman
    asib asaib asaeb asa'ib asayib
    hasan hassan
    husin hussein hossein husayn husain hussain husein houssein hosein hossain
    haidar haider haydar heydar heidar haidr heyder
    abdulah abdullah abdollah abdallah
    said saeed sa'id saeid saied
    saiyid sayyid sayyed sayed seyyed seyed sayid syed seyid
    shik sheikh sheik shaykh shaikh cheikh sheykh
    hizbulah hezbollah hizballah hizbollah hezballah hizbullah hezbullah hizbulla
    ansarulah ansarallah ansarullah ansarollah
    nasralah nasrallah nasrullah nasrollah
    fazlalah fadlallah fazlollah fazlullah fadlullah
    ayatulah ayatollah ayatullah ayatallah
    kataib kata'ib kitaib kataeb katib kata'eb katayib
    qaida qaeda qaida qaidah qa'ida qa'eda qaedah
    dais daesh da'esh daish da'ish
    jais jaysh jaish jeish jaish
    yusif yusuf yousef yousif youssef yusef yosef yousuf
    umar omar umer omer
    usama osama
    usman osman uthman othman usman
    umm um
    nijad nejad nezhad nijad nejhad
    riza reza ridha rida reda
    ramazan ramadan ramadhan
    kazim kazem kadhim kadhem kadhum kazim
    kazimi kadhimi kazemi kadhemi kathimi
    fayad fayadh fayyadh fayyad fayyaz fayad
    shaabi shaabi sha'bi shabi
    shia shia shi'a shi'i shii shi'ite shiite shi'ites shiites
    bin bin ibn ben
    abdul abd abdal abdel abdol
    jalal jalal jelal
    nuri nouri noori nuri
    tariq tareq tarek tariq tarik
    husni hosni husni
    baqir baqer bagher baqir baghir
    asad assad asad
    amir amir ameer emir
    yahia yahya yehya yehia
    aiad ayad iyad eyad
    ahmadinijad ahmadinejad ahmedinejad ahmadinezhad
    abdulahian abdollahian abdullahian
    parviz pervez parvez pervaiz parviz
    biniamin benjamin binyamin benyamin
    rashid rachid rasheed rashed
    mujahidin mujahedin mojahedin mujahideen mujahedeen mujahadin mojahedeen mudjahidin
    mustafa mostafa mustapha moustafa mustafa
    gadafi qaddafi gaddafi gadhafi kadhafi khadafy qadhafi gadafi qadafi khadafi
    pashmarga peshmerga pashmarga peshmarga pesh-merga
    zalinski zelensky zelenskyy zelenskiy zelenski
    makhnun magnun
    haniia haniyeh haniya haniyah hanieh
    mishal meshaal mashal mashaal mishal meshal
    netaniahu netanyahu netanyahou
    arduan erdogan erdoğan ardogan
    taliban taliban taleban
    """.strip().splitlines()
    for spelling in row.split()
}

_SLUG = re.compile(r"[^a-z0-9]+")

#: Two words that are often written as one: "Abdulmahdi", "Nureddin".
_JOINED = re.compile(r"(abd)[aeou]l(?![aou]l?lah)(\w{3,})|(amir)(abd\w+|ali)|(\w{3,})(?:[aeiou]d?|al|ul)(din)e?|(\w+)i(nejad)")

#: Sound rules, applied in turn to a word in lower-case ASCII without apostrophes.
_SOUNDS = [(re.compile(pattern), letters) for pattern, letters in (
    (r"(?:iy+|i+)[ae]h?$", "iA"),  # Haniyeh
    (r"kh", "h"),  # Khaled, Haled
    (r"gh|q|ck", "k"),  # Ghaani, Qaani
    (r"ph", "f"),
    (r"dj|zh|dzh", "j"),  # Djibril, Nezhad
    (r"t(?=s?ch)|(?<=s)c(?=h)", ""),
    (r"dh", "d"),
    (r"c(?=[eiy])", "s"),
    (r"c(?!h)", "k"),
    (r"x", "ks"),
    (r"aoui(?=$)", "awi"),  # Zarqaoui
    (r"ow(?=[hr])", "ou"),
    (r"w", "v"),
    (r"(?<=[ao])v(?:oo|ou|u)", "u"),  # Dawud, Daoud
    (r"(?<=[aeiou])y(?=[aeiou])", "Y"),
    (r"ee|e[iy]|a[iy]", "i"),  # Kareem; Soleimani, Sulaimani, Sulaymani
    (r"ae(?=[bcdfghjklmnpqrstvz])", "ai"),
    (r"aou", "au"),
    (r"ou|oo|o", "u"),
    (r"[ey]", "i"),
    (r"ih(?=[bcdfghjklmnprtvz])", "ah"),  # Mehr, Mahr; Rehman, Rahman
    (r"h$", ""),  # Nusrah, Nusra
    (r"(.)\1+", r"\1"),  # doubled letters
    (r"(?<=[iu])Y|Y(?=i)", ""),
    (r"a?ii?(?![aiu])", "i"),
    (r"(.)\1+", r"\1"),
)]  # fmt: skip


def _plain(text: str) -> str:
    """Lower-case ASCII without accents; apostrophes and letters without a Latin form stay as they are."""
    text = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(char for char in text if not unicodedata.combining(char))


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """Return a word in lower-case letters without accents, apostrophes and full stops: what a reader takes as the same letters.

    Examples
    --------
    >>> plain("Kata'ib"), plain("U.S."), plain("Élysée")
    ('kataib', 'us', 'elysee')
    """
    return _APOSTROPHES.sub("", _plain(word))


@lru_cache(maxsize=65536)
def sounds(word: str) -> tuple[str, ...]:
    """Return the key, mostly one word, under which the spellings of one word fall together.

    Examples
    --------
    >>> sounds("Qaani") == sounds("Ghaani") == sounds("Qa'ani")
    True
    >>> sounds("Khamenei") == sounds("Khomeini")
    False
    >>> sounds("Abdulmahdi")
    ('abdul', 'mahdi')
    """
    word = plain(word)
    if word not in _SAME_WORD and (joined := _JOINED.fullmatch(word)):
        return tuple(key for part in joined.groups() if part for key in sounds(part))
    word = _SAME_WORD.get(word, word)
    if len(word) < 3 or not word.isascii():
        return (word,)
    for pattern, letters in _SOUNDS:
        word = pattern.sub(letters, word)
    return (word.lower(),)


def name_words(name: str) -> list[str]:
    """Return the words of a name that carry it: no articles, no hyphens, no possessive.

    Examples
    --------
    >>> name_words("Muqtada as-Sadr's")
    ['Muqtada', 'Sadr']
    """
    words = WORD.findall(_MELTED.sub("", name))
    return [word for word in words if word.lower() not in ARTICLES] or words


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return the key under which all spellings of a name fall together.

    Articles, hyphens, accents, apostrophes, doubled letters and a leading "the" do not count; q, gh and k, ou and u, ee and i,
    kh and h sound alike. Two different names may share a key, so a key is a proof only together with a kind or a context.

    Parameters
    ----------
    name : str
        A name as an article writes it.

    Returns
    -------
    str
        Words of the key with one blank between them; empty when `name` has no letter and no digit.

    Examples
    --------
    >>> fold("Qassem Suleimani") == fold("Ghasem Soleimani")
    True
    >>> fold("Kata'ib Hizballah") == fold("Hezbollah")
    False
    """
    words = name_words(name)
    if len(words) > 1 and words[0].lower() == "the":
        words = words[1:]
    return " ".join(key for word in words for key in sounds(word))


def same_name(a: str, b: str) -> bool:
    """Tell whether two full names are spellings of one name.

    It is an equivalence: if it joins A with B and B with C, it joins A with C, so that no chain of likenesses joins strangers.
    A surname alone is not the same name as a full name; that is for the document to decide.

    Examples
    --------
    >>> same_name("Hashd al-Shaabi", "Hashd ash-Sha'bi")
    True
    >>> same_name("Masoud Barzani", "Nechirvan Barzani")
    False
    """
    return fold(a) == fold(b) != ""


def slug(name: str) -> str:
    """Return the id of an actor that no file lists.

    Examples
    --------
    >>> slug("Al-Karabla clan")
    'al_karabla_clan'
    """
    return _SLUG.sub("_", plain(name)).strip("_") or "actor"
