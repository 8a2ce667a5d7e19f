"""The scorer, on a case small enough to count by hand."""

import csv
import io
import json
import tarfile
import zipfile

import pytest

from benchmarks import gold, mistakes, score
from training.judge import annotations

TEXT = "Iran attacked Israel. Turkey met Iraq and Syria. Russia did not bomb Jordan. Egypt praised Oman."
#: Five required ties and an optional one.
EXPECTED = [
    {"doc": "d", "source": s, "target": t, "types": types, "directed": directed, "status": status, "date": date,
     "evidence": evidence, "optional": optional}
    for s, types, t, directed, status, date, evidence, optional in [
        ("Iran", ["ASSAULT"], "Israel", True, "actual", "2024-04", "Iran attacked Israel", False),
        ("Turkey", ["CONSULT", "AGREE"], "Iraq", False, "actual", "", "Turkey met Iraq", False),
        ("Turkey", ["CONSULT"], "Syria", False, "actual", "", "Turkey met … Syria", False),
        ("Russia", ["ASSAULT"], "Jordan", True, "negated", "", "Russia did not bomb Jordan", False),
        ("Egypt", ["SUPPORT"], "Oman", True, "actual", "", "Egypt praised Oman", False),
        ("Iraq", ["ALLIED_WITH"], "Syria", False, "actual", "", "Iraq and Syria", True),
    ]
]
EXPECTED.append(dict(EXPECTED[0], source="Ali Khamenei", types=["LEADS"], target="Iran", optional=True))


def tie(source, kind, target, status="actual", date=""):
    start, end = next(g for g in ((0, 21), (22, 48), (49, 76), (77, 96)) if source in TEXT[g[0]:g[1]])
    return {"doc_id": "d", "source": source, "target": target, "type": kind, "status": status, "date": date,
            "start": start, "end": end, "evidence": TEXT[start:end]}


SAID = [
    tie("Iran", "ASSAULT", "Israel", date="2024-04-13"),  # right, the date agrees
    tie("Iran", "ASSAULT", "Israel", date="2024-04-14"),  # the same tie again: not counted
    tie("Iraq", "AGREE", "Turkey"),  # right: mutual, second type
    tie("Russia", "ASSAULT", "Jordan"),  # right, wrong status
    tie("Iraq", "ALLIED_WITH", "Syria"),  # forgiven: optional
    tie("Turkey", "CONSULT", "Iraq"),  # forgiven: matched already
    tie("Oman", "SUPPORT", "Egypt"),  # wrong: the other way round
    tie("Turkey", "SANCTION", "Syria"),  # wrong type
    tie("Iran", "ASSAULT", "Jordan"),  # wrong: one end
    tie("Iran", "LEADS", "Oman"),  # wrong pair
]


@pytest.fixture(scope="module")
def found():
    return gold.compare(EXPECTED, SAID)


def test_the_figures_are_those_counted_by_hand(found):
    parts = (found.required, found.right, found.forgiven, found.wrong, found.missed)
    assert [len(part) for part in parts] == [5, 3, 2, 4, 2]
    shares = {"precision": 3 / 7, "recall": 3 / 5, "f1": 0.5, "status": 2 / 3, "date": 1}
    assert found.figures() == pytest.approx(shares)
    # pairs: all five are tied somehow; Iran and Jordan, Iran and Oman are in no gold tie
    assert gold.pairs_found(EXPECTED, SAID) == pytest.approx({"precision": 5 / 7, "recall": 1, "f1": 5 / 6})


def test_nothing_extracted_scores_nought():
    found = gold.compare(EXPECTED, [])
    assert found.figures() == {"precision": 0, "recall": 0, "f1": 0, "status": 0, "date": 0}
    assert gold.pairs_found(EXPECTED, [])["f1"] == 0


def test_false_ties_have_kinds(found):
    assert mistakes.false_kinds(found, EXPECTED, {"d": TEXT}) == [
        "wrong direction", "wrong type", "one end wrong", "wrong pair"
    ]
    of_the_leader = [dict(tie("Iran", "ASSAULT", "Israel"), source="Ali Khamenei")]
    owner = gold.compare(EXPECTED, of_the_leader)
    assert mistakes.false_kinds(owner, EXPECTED, {"d": TEXT}) == ["state and person"]


def test_misses_have_kinds():
    words = ("Iran", "Israel", "Turkey", "Iraq", "Syria", "Russia", "Jordan", "Egypt")
    mentions = [{"doc_id": "d", "name": w, "start": TEXT.index(w), "end": TEXT.index(w) + len(w)} for w in words]
    ties = [tie("Israel", "ASSAULT", "Iran"), tie("Turkey", "CONSULT", "Iraq")]
    refused = [tie("Russia", "ASSAULT", "Jordan", status="negated")]
    found = gold.compare(EXPECTED, ties)
    kinds = mistakes.miss_kinds(found, {"d": TEXT}, ties=ties, refused=refused, mentions=mentions)
    assert kinds == ["wrong direction", "coordination", "scored low", "no target mention"]
    assert {row["kind"]: row["count"] for row in mistakes.table(found, kinds, [])} == dict.fromkeys(kinds, 1)


def test_the_tables_of_a_run_are_sorted_into_files(tmp_path, capsys):
    table(tmp_path / "ties.csv", SAID)
    table(tmp_path / "refused.csv", SAID[:1])
    table(tmp_path / "mentions.csv", [{"doc_id": "d", "start": 0, "end": 4, "actor_id": "iran"}])
    table(tmp_path / "actors.csv", [{"actor_id": "iran", "name": "Iran"}])
    score.sort_mistakes("tiny", EXPECTED, {"d": TEXT}, tables=tmp_path, out=tmp_path)
    assert "P 0.429  R 0.600  F1 0.500" in capsys.readouterr().out
    assert "missed,no source mention,2," in (tmp_path / "tiny.csv").read_text(encoding="utf-8")
    assert len((tmp_path / "tiny-mistakes.csv").read_text(encoding="utf-8").splitlines()) == 1 + 2 + 4


def test_an_absent_benchmark_is_said_and_no_failure(tmp_path, capsys):
    assert score.main(["--only", "voa", "--bench", str(tmp_path), "--out", str(tmp_path / "out")]) == 0
    assert "no annotated news" in capsys.readouterr().out


def table(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_the_gold_articles_quote_their_evidence():
    expected = gold.read(score.ARTICLES / "articles.jsonl")
    assert len(expected) > 900 and len({g["doc"] for g in expected}) == 12
    faults = []
    for g in expected:
        text = (score.ARTICLES / "articles" / f"{g['doc']}.txt").read_text(encoding="utf-8")
        parts = [part.strip() for part in g["evidence"].split("…")]
        if len(mistakes.evidence_spans(text, g["evidence"])) != len(parts):
            faults.append(f"{g['doc']}: {g['evidence']!r} is not in the article")
    assert not faults, "\n".join(faults)


def test_what_a_document_says_twice_is_one_gold_tie_and_required_where_one_sentence_requires_it():
    ends = {"source": "Turkey", "target": "Iraq"}
    said = ends | {"type": "CONSULT", "also": ["AGREE"], "status": "actual", "mutual": True, "optional": True}
    turned = said | {"source": "Iraq", "target": "Turkey", "also": ["REQUEST"], "optional": False}
    attack = said | {"type": "ASSAULT", "also": [], "mutual": False}
    back = attack | {"source": "Iraq", "target": "Turkey"}
    record = {"id": "n1", "sentences": [{"text": "Turkey met Iraq.", "headline": True, "ties": [said, attack]},
                                        {"text": "They met.", "ties": [turned, back]}]}
    text, parts = annotations.joined(record)
    found = gold.of_document(record, parts, text)
    assert [(g["source"], g["types"], g["directed"], g["optional"], g["evidence"]) for g in found] == [
        ("Turkey", ["CONSULT", "AGREE", "REQUEST"], False, False, "Turkey met Iraq."),
        ("Turkey", ["ASSAULT"], True, True, "Turkey met Iraq."),
        ("Iraq", ["ASSAULT"], True, True, "They met."),
    ]


def test_articles_whose_texts_are_not_committed_must_be_given():
    with pytest.raises(SystemExit, match="give --articles"):
        score.main(["--only", "unseen-politics"])
    with pytest.raises(SystemExit, match="n1 is article 1, whose text is not here"):
        annotations.with_texts({"id": "n1", "article": "1", "sentences": []}, {})


def test_the_texts_of_articles_are_read_from_the_files_in_which_they_are_published(tmp_path):
    with zipfile.ZipFile(tmp_path / "NewsArticles.zip", "w") as made:
        made.writestr("NewsArticles.csv", 'article_id,title,text\n7," Iran,\nIraq ","He said ""yes""?  twice."\n')
    with tarfile.open(tmp_path / "reuters.tgz", "w:gz") as made:
        for number, body in enumerate(['Iraq"s navy &lt;left>,\n"now".\n Reuter \x03', None]):
            content = json.dumps([{"title": "NAVY", "body": body} if body else {"title": "ONLY A TITLE"}]).encode()
            info = tarfile.TarInfo(f"package/data/full/reuters-{number:03}.json")
            info.size = len(content)
            made.addfile(info, io.BytesIO(content))
    with zipfile.ZipFile(tmp_path / "gensim.whl", "w") as made:
        for name, text in (("lee_background", "One.\nTwo £.\n"), ("lee", "Three. \n")):
            made.writestr(f"gensim/test/test_data/{name}.cor", text.encode("latin-1"))
    assert annotations.articles(*(tmp_path / name for name in ("NewsArticles.zip", "reuters.tgz", "gensim.whl"))) == {
        "7": 'Iran, Iraq\n\nHe said "yes" twice.', "reuters-0": "Iraq's navy <left>, \"now\".", "reuters-1": "",
        "lee_background-0": "One.", "lee_background-1": "Two £.", "lee-0": "Three."}
