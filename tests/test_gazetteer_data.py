"""The shipped gazetteer: every row of its five files is checked, and all bad rows are listed at once."""

import calendar
import csv
import re
from collections import Counter, defaultdict
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

import geoanalysis

DATA = Path(geoanalysis.__file__).parent / "data"
HEADERS = {
    "actors.csv": "actor_id,name,kind,country,gender,parent",
    "aliases.csv": "alias,actor_id",
    "capitals.csv": "actor_id,capital,now,until",
    "federations.csv": "actor_id",
    "offices.csv": "actor_id,office,of,since,until,tie",
    "partisans.csv": "word,actor_id,noun",
    "states.csv": "actor_id,name,iso3,capital,seats,adjectives,peoples,other_names",
}
KINDS = {"person", "state", "government", "armed_group", "party", "organization", "media", "population"}
TIES = {"LEADS", "REPRESENTS", "MEMBER_OF"}
SLUG = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
DATE = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
#: ISO 3166 codes of states that no longer are, and of territories that actors come from.
FORMER = {"SUN", "YUG", "SCG", "CSK", "DDR", "YMD", "HKG", "MAC", "GRL"}
#: The 193 members of the United Nations.
MEMBERS = """
AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA BRA BRN BGR BFA BDI CPV
KHM CMR CAN CAF TCD CHL CHN COL COM COG CRI CIV HRV CUB CYP CZE PRK COD DNK DJI DMA DOM ECU EGY SLV GNQ ERI EST SWZ
ETH FJI FIN FRA GAB GMB GEO DEU GHA GRC GRD GTM GIN GNB GUY HTI HND HUN ISL IND IDN IRN IRQ IRL ISR ITA JAM JPN JOR
KAZ KEN KIR KWT KGZ LAO LVA LBN LSO LBR LBY LIE LTU LUX MDG MWI MYS MDV MLI MLT MHL MRT MUS MEX FSM MDA MCO MNG MNE
MAR MOZ MMR NAM NRU NPL NLD NZL NIC NER NGA MKD NOR OMN PAK PLW PAN PNG PRY PER PHL POL PRT QAT KOR ROU RUS RWA KNA
LCA VCT WSM SMR STP SAU SEN SRB SYC SLE SGP SVK SVN SLB SOM ZAF SSD ESP LKA SDN SUR SWE CHE SYR TJK THA TLS TGO TON
TTO TUN TUR TKM TUV UGA UKR ARE GBR TZA USA URY UZB VUT VEN VNM YEM ZMB ZWE
""".split()
#: Dominica and the Republic of the Congo share their words with a larger neighbour: "Dominican", "Congolese".
SHARE_THEIR_WORDS = {"DMA", "COG"}
#: Offices that several people hold at the same time.
SHARED = re.compile(
    r"^(vice|assistant|under|co-|adviser|advisor|member|minister of state|special|envoy|founder|representative)"
    r"|deputy|presidency member|spokes"
)
#: How many days two holders of one seat may overlap: hand-overs, acting holders, dates known roughly.
HAND_OVER = 120


def rows(name):
    """Rows of a data file with their line numbers; a file with another header fails at once."""
    with open(DATA / name, encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        assert ",".join(reader.fieldnames) == HEADERS[name], f"{name}: the header must be {HEADERS[name]}"
        return [(reader.line_num, row) for row in reader]


@pytest.fixture(scope="module")
def actors():
    return rows("actors.csv")


@pytest.fixture(scope="module")
def states():
    return rows("states.csv")


@pytest.fixture(scope="module")
def known(actors, states):
    """Every actor id, of actors.csv and states.csv, with its kind."""
    return {row["actor_id"]: "state" for _, row in states} | {row["actor_id"]: row["kind"] for _, row in actors}


def none_bad(name, faults):
    """Fail with every fault of a file, a line each."""
    assert not faults, f"{len(faults)} bad rows in {name}:\n" + "\n".join(faults)


def first_day(text):
    year, month, day = ([int(part) for part in text.split("-")] + [1, 1])[:3]
    return date(year, month, day)


def last_day(text):
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])


def fits_the_calendar(text):
    try:
        return bool(DATE.fullmatch(text)) and bool(first_day(text))
    except ValueError:
        return False


def cell_faults(name, table):
    """Cells with stray spaces, rows with too many or too few cells."""
    for line, row in table:
        if None in row or None in row.values():
            yield f"{name}:{line}: {row} has not as many cells as the header"
        elif any(value != " ".join(value.split()) for value in row.values()):
            yield f"{name}:{line}: {row} has stray spaces"


@pytest.mark.parametrize("name", HEADERS)
def test_cells(name):
    none_bad(name, list(cell_faults(name, rows(name))))


def test_actors(actors, states, known):
    iso = {row["iso3"] for _, row in states} | FORMER
    names = {row["actor_id"]: row["name"] for _, row in states}
    count = Counter(row["actor_id"] for _, row in actors)
    faults = []
    for line, row in actors:
        checks = {
            "the id must be a lower-case slug": SLUG.fullmatch(row["actor_id"]),
            "the id is there more than once": count[row["actor_id"]] == 1,
            "the name is empty": row["name"],
            "the kind is not one of " + ", ".join(sorted(KINDS)): row["kind"] in KINDS,
            "the country is no ISO 3166-1 alpha-3 code": not row["country"] or row["country"] in iso,
            "a person needs gender f or m, others none": (row["gender"] in {"f", "m"}) == (row["kind"] == "person"),
            "the parent is not known": not row["parent"] or row["parent"] in known,
            "the parent is a person": known.get(row["parent"]) != "person",
            "the parent is the actor itself": row["parent"] != row["actor_id"],
            "the state has another name in states.csv": names.get(row["actor_id"], row["name"]) == row["name"],
        }
        faults += [f"actors.csv:{line}: {row['actor_id']}: {fault}" for fault, good in checks.items() if not good]
    none_bad("actors.csv", faults)


def test_capitals(actors):
    former = {row["actor_id"] for _, row in actors if row["kind"] == "state"}
    today, table = {row["actor_id"] for _, row in rows("states.csv")}, rows("capitals.csv")
    faults = [f"capitals.csv:{line}: {row}" for line, row in table if not (
        row["actor_id"] in former and row["now"] in today and DATE.fullmatch(row["until"]) and row["capital"].istitle())]
    none_bad("capitals.csv", faults)
    assert table and [row["actor_id"] for _, row in table] == sorted({row["actor_id"] for _, row in table})


def test_federations(actors):
    states = {row["actor_id"] for _, row in actors if row["kind"] == "state"} | {row["actor_id"] for _, row in rows("states.csv")}
    table = [row["actor_id"] for _, row in rows("federations.csv")]
    none_bad("federations.csv", [f"federations.csv: {state} is no state" for state in table if state not in states])
    assert table and table == sorted(set(table))


def test_partisans(actors):
    parties = {row["actor_id"] for _, row in actors if row["kind"] == "party" and row["country"]}
    table = rows("partisans.csv")
    faults = [f"partisans.csv:{line}: {row}" for line, row in table
              if not row["word"].istitle() or row["actor_id"] not in parties or row["noun"] not in ("", "yes", "letter")
              or (row["noun"] == "letter") != (len(row["word"]) == 1)]  # fmt: skip
    none_bad("partisans.csv", faults)
    words = [row["word"] for _, row in table]
    assert words == sorted(set(words))


def test_no_circle_of_parents(actors):
    parents = {row["actor_id"]: row["parent"] for _, row in actors}
    faults = []
    for line, row in actors:
        chain, at = [row["actor_id"]], row["parent"]
        while at and at not in chain:
            chain, at = [*chain, at], parents.get(at, "")
        if at:
            faults.append(f"actors.csv:{line}: {' < '.join([*chain, at])}")
    none_bad("actors.csv", faults)


def test_at_least_600_actors(known):
    assert len(known) >= 600


def test_aliases(actors, states, known):
    meant = defaultdict(set)
    for _, row in [*actors, *states]:
        meant[row["name"].casefold()].add(row["actor_id"])
    faults = []
    for line, row in rows("aliases.csv"):
        if not row["alias"] or row["alias"].startswith("#"):
            faults.append(f"aliases.csv:{line}: {row['alias']!r} is empty or has '#'")
        if row["actor_id"] not in known:
            faults.append(f"aliases.csv:{line}: {row['alias']!r} means {row['actor_id']!r}, an id that no file has")
        others = meant[row["alias"].casefold()]
        if others:
            faults.append(
                f"aliases.csv:{line}: {row['alias']!r} means {row['actor_id']} and {', '.join(sorted(others))}"
            )
        others.add(row["actor_id"])
    none_bad("aliases.csv", faults)


def test_names_are_of_one_actor(actors):
    count = Counter(row["name"].casefold() for _, row in actors if row["kind"] != "person")
    none_bad("actors.csv", [f"{name!r} is the name of {number} actors" for name, number in count.items() if number > 1])


def test_words_for_states_are_not_aliases_of_others(states):
    """An alias "Tehran" or "Iranian" of some body would take the word from its state."""
    columns = ("capital", "seats", "adjectives", "peoples", "other_names")
    words = defaultdict(set)
    for _, row in states:
        for word in (word for column in columns for word in row[column].split("|") if word):
            words[word.casefold()].add(row["actor_id"])
    faults = [
        f"aliases.csv:{line}: {row['alias']!r} means {row['actor_id']}, in states.csv {', '.join(sorted(of))}"
        for line, row in rows("aliases.csv")
        if (of := words.get(row["alias"].casefold(), set()) - {row["actor_id"]})
    ]
    none_bad("aliases.csv", faults)


def test_offices(known):
    faults = []
    for line, row in rows("offices.csv"):
        dates = [row["since"], *filter(None, [row["until"]])]
        whole = all(map(fits_the_calendar, dates))
        checks = {
            "the holder is no person of actors.csv": known.get(row["actor_id"]) == "person",
            "the state or body is not known": known.get(row["of"], "person") != "person",
            "the office is not in lower case": row["office"] and row["office"] == row["office"].lower(),
            "the tie is not one of " + ", ".join(sorted(TIES)): row["tie"] in TIES,
            "a date is not YYYY, YYYY-MM or YYYY-MM-DD": whole,
            "it ends before it begins": not whole or len(dates) < 2 or first_day(dates[0]) <= last_day(dates[1]),
        }
        faults += [
            f"offices.csv:{line}: {','.join(row.values())}: {fault}" for fault, good in checks.items() if not good
        ]
    none_bad("offices.csv", faults)


def test_one_holder_at_a_time():
    """Dates that are known to the month or year only get the benefit of the doubt."""
    seats = defaultdict(list)
    for line, row in rows("offices.csv"):
        if not SHARED.search(row["office"]):
            end = first_day(row["until"]) if row["until"] else date.max
            seats[row["office"], row["of"]].append((last_day(row["since"]), end, row["actor_id"], line))
    faults = []
    for (office, of), holders in sorted(seats.items()):
        for (since, until, who, line), (since2, until2, who2, line2) in combinations(holders, 2):
            days = (min(until, until2) - max(since, since2)).days
            if days > HAND_OVER or (who == who2 and days > 0):
                faults.append(
                    f"offices.csv:{line}, {line2}: {who} and {who2} are both {office} of {of} for {days} days"
                )
    none_bad("offices.csv", faults)


def test_states(states):
    count = Counter(row["actor_id"] for _, row in states) + Counter(row["iso3"] for _, row in states)
    faults = []
    for line, row in states:
        checks = {
            "the id must be a lower-case slug": SLUG.fullmatch(row["actor_id"]),
            "the id is there more than once": count[row["actor_id"]] == 1,
            "the code is not three capitals": re.fullmatch("[A-Z]{3}", row["iso3"]),
            "the code is there more than once": count[row["iso3"]] == 1,
            "capital, adjective and people are needed": row["iso3"] not in MEMBERS
            or (row["capital"] and row["adjectives"] and (row["peoples"] or row["iso3"] in SHARE_THEIR_WORDS)),
            "an empty word between two bars": not any("" in cell.split("|") for cell in row.values() if cell),
        }
        faults += [f"states.csv:{line}: {row['actor_id']}: {fault}" for fault, good in checks.items() if not good]
    none_bad("states.csv", faults)


def test_every_member_of_the_united_nations(states):
    assert len(MEMBERS) == 193
    assert sorted(set(MEMBERS) - {row["iso3"] for _, row in states}) == []
