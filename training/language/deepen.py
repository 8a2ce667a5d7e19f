"""A trained parser with more layers, that says what it said before: `python training/language/deepen.py PIPELINE DEPTH TARGET`."""

import argparse
from pathlib import Path

import spacy
from spacy.language import Language
from thinc.api import Model

#: Everything that reads the token vectors, which stay as wide as they are.
READERS = ("tagger", "morphologizer", "parser")


def deepen(old: Language, depth: int) -> Language:
    """The same pipeline with a deeper encoder.

    Layers stand beside a way around them (He et al. 2016, residual learning): a new one whose output is multiplied by 0 changes nothing
    until it is trained.
    """
    config = old.config.copy()
    config["components"]["tok2vec"]["model"]["encode"]["depth"] = depth
    new = spacy.util.load_model_from_config(config, vocab=old.vocab, auto_fill=True)
    for name in READERS:
        new.get_pipe(name).from_bytes(old.get_pipe(name).to_bytes())
    model = new.get_pipe("tok2vec").model
    model.initialize(X=[new.make_doc("Words of a sentence.")])
    embedding, layers = _parts(old.get_pipe("tok2vec").model)
    new_embedding, new_layers = _parts(model)
    for source, target in zip([*embedding, *layers], [*new_embedding, *new_layers], strict=False):
        _copy(source, target)
    for layer in new_layers[len(layers) :]:
        for node in layer.walk():
            if node.name == "layernorm":
                node.set_param("G", node.get_param("G") * 0)
    return new


def _parts(model: Model) -> tuple[list[Model], list[Model]]:
    """What embeds the words, node by node, and the layers over it."""
    encoder = next(node for node in model.walk() if node.name.startswith("with_array(residual"))
    inside = {id(node) for node in encoder.walk()}
    return [node for node in model.walk() if id(node) not in inside and node.param_names], list(encoder.layers[0].layers)


def _copy(source: Model, target: Model) -> None:
    for old, new in zip(source.walk(), target.walk(), strict=True):
        if old.name == "hashembed":
            new.attrs.update(old.attrs)  # the seed of the hashes
        for name in old.param_names:
            new.set_param(name, old.get_param(name).copy())


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("pipeline", type=Path)
    arguments.add_argument("depth", type=int)
    arguments.add_argument("target", type=Path)
    given = arguments.parse_args()
    deepen(spacy.load(given.pipeline), given.depth).to_disk(given.target)
