"""Writes the scores in the meta.json of the pipeline into MODEL_CARD.md: `python training/language/card.py`."""

import json
from pathlib import Path

HERE = Path(__file__).parent
META = HERE.parents[1] / "geoanalysis" / "data" / "pipeline" / "meta.json"
START, END = "<!-- scores: written by card.py -->", "<!-- end of scores -->"
TREES = ("tag", "pos", "lemma", "uas", "las", "las_conll")


def table(head: list[str], rows: list[list[object]]) -> list[str]:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(str(cell) for cell in line) + " |" for line in lines] + [""]


def tables(scores: dict[str, dict]) -> str:
    """All tables: trees, sentences, names, labels."""
    treebanks = {name: score for name, score in scores.items() if "las" in score}
    sentences = {name: score["sentences"] for name, score in treebanks.items()}
    sentences |= {name: score for name, score in scores.items() if "sentences" in name}
    names = {name: score for name, score in scores.items() if "all" in score}
    plain = [name for name in treebanks if "," not in name]
    labels = sorted({label for name in plain for label in treebanks[name]["las_f_per_label"]})
    lines = ["**Tags and trees**, gold tokens, predicted sentences", ""]
    lines += table(["part", *TREES], [[name, *(score[key] for key in TREES)] for name, score in treebanks.items()])
    lines += ["**Sentences**", ""]
    lines += table(["part", "P", "R", "F", "sentences"], [[name, *score.values()] for name, score in sentences.items()])
    lines += ["**Names**", ""]
    rows = [[part, label, *score.values()] for part, found in names.items() for label, score in found.items()]
    lines += table(["part", "label", "P", "R", "F", "names"], rows)
    lines += ["**F of each dependency label** (head and label right; empty: the part has none)", ""]
    rows = [[f"`{label}`", *(treebanks[name]["las_f_per_label"].get(label, "") for name in plain)] for label in labels]
    lines += table(["label", *plain], rows)
    return "\n".join(lines)


def main() -> None:
    """Replace the part of the card between the two marks."""
    card = HERE / "MODEL_CARD.md"
    before, _, rest = card.read_text(encoding="utf-8").partition(START)
    after = rest.partition(END)[2]
    scores = json.loads(META.read_text(encoding="utf-8"))["performance"]
    card.write_text(f"{before}{START}\n\n{tables(scores)}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
