"""The gazetteer: look-up by spelling and case, dated offices, and a researcher's own files."""

from itertools import pairwise

import pytest

from geoanalysis.errors import DataError
from geoanalysis.reading.gazetteer import load_gazetteer, office_name


@pytest.fixture(scope="module")
def gazetteer():
    return load_gazetteer()


@pytest.mark.parametrize("words, actor", [
    ("Javad Zarif", "javad_zarif"), ("Zarif", "javad_zarif"), ("Qassem Suleimani", "qasem_soleimani"),
    ("Kata'ib Hizballah", "kataib_hezbollah"), ("Hashd ash-Sha'bi", "pmf"), ("PMU", "pmf"), ("IRGC", "irgc"),
    ("US", "united_states"), ("U.S.", "united_states"),
    ("UN", "united_nations"), ("IS", "islamic_state"), ("Tehran", "iran"), ("Iranian", "iran"),
    ("White House", "united_states"), ("Kremlin", "russia"),
    ("Moqtada Sadr", "muqtada_al_sadr"), ("Hezbollah", "hezbollah"), ("Hizbullah", "hezbollah"), ("Ruhollah Khomeini", "ruhollah_khomeini"),
    ("Ali Khamenei", "ali_khamenei"), ("Nechirvan Barzani", "nechirvan_barzani"), ("Masoud Barzani", "masoud_barzani"),
])  # fmt: skip
def test_lookup(gazetteer, words, actor):
    assert gazetteer.lookup(words) == actor


@pytest.mark.parametrize("words", ["us", "is", "un", "it", "Nobody Atall", "", "-", "the west", "E 3 4", "Iraqgate"])
def test_no_lookup(gazetteer, words):
    assert gazetteer.lookup(words) is None


@pytest.mark.parametrize("office, of, date, actor", [
    ("foreign minister", "iran", "2020-07", "javad_zarif"),
    ("Foreign Minister", "iran", "2009-05-12", "manouchehr_mottaki"),
    ("minister of foreign affairs", "iran", "2020-07-19", "javad_zarif"),
    ("president", "iran", "2024-08", "masoud_pezeshkian"),
    ("president", "iran", "2010", "mahmoud_ahmadinejad"),
    ("prime minister", "iraq", "2020-07", "mustafa_al_kadhimi"),
    ("beekeeper", "iran", "2020", None),
    ("president", "iran", "", None),
    ("president", "iran", "1870", None),
])  # fmt: skip
def test_holder(gazetteer, office, of, date, actor):
    assert gazetteer.holder(office, of, date) == actor


def test_office_name():
    assert office_name("Deputy  Foreign Minister") == "deputy foreign minister"
    assert office_name("Defence Minister") == "defense minister"


def test_find_takes_the_longest_name(gazetteer):
    text = "IRGC Quds Force commander Esmail Ghaani met Kataib Hezbollah in the US."
    found = [(text[f.start : f.end], f.entry.actor_id) for f in gazetteer.find(text)]
    assert ("Kataib Hezbollah", "kataib_hezbollah") in found and ("US", "united_states") in found
    assert all(one.end < other.start for one, other in pairwise(gazetteer.find(text)))


def test_longer_word_is_no_name(gazetteer):
    assert gazetteer.find("Iranology and USAGE and Hamasa") == []


@pytest.fixture
def own(tmp_path):
    (tmp_path / "actors.csv").write_text(
        "actor_id,name,kind,country,gender,parent\nsaraya_x,Saraya X,armed_group,IRQ,,pmf\n"
        "javad_zarif,M. J. Zarif,person,IRN,m,iran\n", encoding="utf-8")
    (tmp_path / "aliases.csv").write_text("alias,actor_id\nSX Brigade,saraya_x\nZarif,saraya_x\n", encoding="utf-8")
    (tmp_path / "offices.csv").write_text("actor_id,office,of,since,until,tie\nsaraya_x,beekeeper,iran,2019,,LEADS\n", encoding="utf-8")
    return tmp_path


def test_own_files_win(own):
    mine = load_gazetteer(own / "actors.csv", own / "aliases.csv", own / "offices.csv")
    assert mine.lookup("SX Brigade") == "saraya_x" and mine.lookup("Zarif") == "saraya_x"
    assert mine.actor("javad_zarif").name == "M. J. Zarif"
    assert mine.holder("beekeeper", "iran", "2020") == "saraya_x"
    assert load_gazetteer().lookup("Zarif") == "javad_zarif"


@pytest.mark.parametrize("file, text, fault", [
    ("actors", "actor_id,name,kind,country,gender,parent\nx,X,robot,,,\n", "robot"),
    ("actors", "actor_id,name,kind,country,gender,parent\nx,X,person,,,nobody\n", "nobody"),
    ("actors", "actor_id,name,kind,country,gender,parent\nx,X,person,,,\nx,X,person,,,\n", "twice"),
    ("actors", "actor_id,name\nx,X\n", "columns"),
    ("aliases", "alias,actor_id\nX,nobody\n", "nobody"),
    ("offices", "actor_id,office,of,since,until,tie\niran,x,iran,2000,,RULES\n", "RULES"),
])  # fmt: skip
def test_faults_are_named(tmp_path, file, text, fault):
    path = tmp_path / f"{file}.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as error:
        load_gazetteer(**{file: path})
    assert fault in str(error.value) and path.name in str(error.value)


def test_it_never_changes(gazetteer):
    with pytest.raises(TypeError):
        gazetteer.actors["x"] = None
