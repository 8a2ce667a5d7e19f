"""From raw data to the shipped pipeline: `python training/language/train.py RAW_DIR WORK_DIR`.

Prepares the data, trains parser and names side by side (one core each), then the teacher, from whose reading of news a
deeper parser goes on learning, and assembles geoanalysis/data/pipeline/.
"""

import argparse
import logging
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "geoanalysis" / "data" / "pipeline"
#: How many layers the parser has once it learns from the teacher.
DEPTH = 8
#: Part → stages one after the other, training data, development data.
PARTS = {
    "parser": (("parser", "parser-tuned"), "parser-train.spacy", "parser-dev.spacy"),
    "names": (("names",), "names-train.spacy", "names-dev.spacy"),
    "distilled": (("parser-distilled", "parser-settled"), "distilled-train.spacy", "parser-dev.spacy"),
}


def schedule(steps: int, rate: float) -> dict[str, float]:
    """What a configuration says of a learning rate that falls to nothing."""
    rates = {"initial_rate": rate, "warmup_steps": 100, "total_steps": steps + 100}
    changed = {f"training.optimizer.learn_rate.{name}": value for name, value in rates.items()}
    return {"training.max_steps": steps, "training.eval_frequency": 500, **changed}


#: The stages that go by the configuration of the second one, and what they change in it.
CHANGES = {
    "parser-distilled": {"training.dropout": 0.15, **schedule(4500, 0.001)},
    "parser-settled": {"training.dropout": 0.12, **schedule(3000, 0.0009)},
}


def train_part(part: str, work: Path) -> None:
    """Train one part of the pipeline on one core, each stage into WORK_DIR/stage/model-best and model-last."""
    from spacy.cli._util import import_code
    from spacy.training.initialize import init_nlp
    from spacy.training.loop import train
    from spacy.util import load_config, logger
    from thinc.api import fix_random_seed, use_ops

    logger.setLevel(logging.INFO)
    import_code(HERE / "reader.py")
    stages, train_data, dev_data = PARTS[part]
    paths = {"train": train_data, "dev": dev_data, "vectors": "vectors"}
    if part == "distilled":
        paths["base"] = "parser-deep"
    for stage in stages:
        (work / stage).mkdir(exist_ok=True)
        overrides = CHANGES.get(stage, {}) | {f"paths.{name}": str(work / path) for name, path in paths.items()}
        config = load_config(HERE / f"{'parser-tuned' if stage in CHANGES else stage}.cfg", overrides=overrides, interpolate=False)
        # BLIS has no kernels for recent processors and falls back to plain C there; numpy brings its own OpenBLAS.
        with use_ops("numpy", use_blis=False):
            fix_random_seed(config["system"]["seed"])
            train(init_nlp(config), work / stage)
        paths["base"] = f"{stage}/model-best"  # where the next stage goes on


def main() -> None:
    """Run all steps, or train one part."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("raw", type=Path)
    arguments.add_argument("work", type=Path)
    arguments.add_argument("--part", choices=sorted(PARTS), help="train this part only, from prepared data")
    given = arguments.parse_args()
    if given.part:
        train_part(given.part, given.work)
        return
    command = [sys.executable, __file__, str(given.raw), str(given.work)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    subprocess.run([sys.executable, HERE / "prepare.py", given.raw, given.work], check=True)
    running = [subprocess.Popen([*command, "--part", part], env=environment) for part in ("parser", "names")]
    codes = [process.wait() for process in running]
    if any(codes):
        sys.exit("training failed, see above")
    tuned, deep = given.work / "parser-tuned" / "model-best", given.work / "parser-deep"
    subprocess.run([sys.executable, HERE / "teacher.py", given.raw, given.work], check=True, env=environment)
    subprocess.run([sys.executable, HERE / "prepare.py", given.raw, given.work, "--distilled"], check=True)
    subprocess.run([sys.executable, HERE / "deepen.py", tuned, str(DEPTH), deep], check=True)
    subprocess.run([*command, "--part", "distilled"], check=True, env=environment)
    best = [given.work / stage / "model-best" for stage in ("parser-settled", "names")]
    subprocess.run([sys.executable, HERE / "assemble.py", *best, TARGET], check=True)


if __name__ == "__main__":
    main()
