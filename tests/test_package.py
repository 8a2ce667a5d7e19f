"""The rules of the house, kept by reading the source: floors, sizes, signatures, words, and what importing costs."""

import ast
import re
import subprocess
import sys
import tomllib
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "geoanalysis"
MODULES = sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py"))
#: The ground floor, on which every wing may stand; it stands on nothing but itself.
GROUND = {"errors", "resources", "tables"}
#: Which wings a wing may import besides itself and the ground floor.
BELOW = {"reading": set(), "network": {"reading"}, "showing": {"reading", "network"}}
#: Packages that only one place may import.
HOME = {
    "spacy": "reading", "thinc": "reading", "matplotlib": "showing", "textalloc": "showing", "networkx": "network",
    "nbclient": "showing", "nbconvert": "showing", "nbformat": "showing", "jinja2": "showing", "trafilatura": "reading",
}
#: The modules that touch networkx itself; the others take graphs, or what `graph` hands on.
DOORS = {"network/graph.py", "network/layout.py"}
#: Names that say how somebody's machine or network is built. Parts are joined here, so that this file does not hold them.
ADDRESSES = re.compile("|".join(["/ho" + "me/", "/ro" + "ot/", "/Us" + "ers/", "/wo" + "rk/", "C:" + r"\\\\",
                                 "pypi" + r"\.org", "pythonhosted" + r"\.org", "registry" + r"\.npmjs", "conda" + r"\.anaconda",
                                 "--index" + "-url", "--extra-index" + "-url"]))


@lru_cache
def tree(module: Path) -> ast.Module:
    return ast.parse((PACKAGE / module).read_text(encoding="utf-8"))


def imports(module: Path) -> set[str]:
    """Return the dotted names that a module imports anywhere; names of modules taken from a package are added to it."""
    found = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import in line {node.lineno}"
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def house(name: str) -> str | None:
    """Return wing or ground-floor module of a dotted name of the package, else nothing."""
    parts = name.split(".")
    return parts[1] if parts[0] == "geoanalysis" and len(parts) > 1 else None


def functions(module: Path):
    """Yield every function of a module with its qualified name, and whether it is public."""
    def walk(node, prefix: str, public: bool):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                open_ = public and not child.name.startswith("_")
                if not isinstance(child, ast.ClassDef):
                    yield f"{prefix}{child.name}", child, open_
                inner_public = open_ and isinstance(child, ast.ClassDef)
                yield from walk(child, f"{prefix}{child.name}.", inner_public)
            else:
                yield from walk(child, prefix, public)
    yield from walk(tree(module), "", True)


def all_functions():
    return [(module.as_posix(), name, node, public) for module in MODULES for name, node, public in functions(module)]


def test_a_wing_imports_only_what_lies_below_it():
    faults = []
    for module in MODULES:
        wing = module.parts[0] if len(module.parts) > 1 else None
        if wing is None and module.stem not in GROUND:
            continue
        allowed = GROUND | BELOW[wing] | {wing} if wing else GROUND
        faults += [f"{module} imports {name}" for name in sorted(imports(module))
                   if house(name) in {*BELOW, *GROUND, "cli"} - allowed]
    assert not faults, "\n".join(faults)


def test_modules_do_not_import_each_other_in_circles():
    names = {".".join(["geoanalysis", *module.with_suffix("").parts]): module for module in MODULES}
    edges = {name: {found for found in imports(module) if found in names and found != name}
             for name, module in names.items() if module.name != "__init__.py"}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join((*path[path.index(name):], name))
        if name not in done:
            for other in sorted(edges.get(name, ())):
                visit(other, (*path, name))
            done.add(name)

    for name in sorted(edges):
        visit(name, ())


def test_each_package_is_imported_in_its_wing_only():
    faults = [f"{module} imports {name}" for module in MODULES for name in sorted(imports(module))
              if HOME.get(name.split(".")[0], module.parts[0]) != module.parts[0]]
    assert not faults, "\n".join(faults)


def test_networkx_has_one_door():
    direct = {module.as_posix() for module in MODULES if any(name.split(".")[0] == "networkx" for name in imports(module))}
    assert direct <= DOORS, direct - DOORS


def test_training_is_imported_by_nobody():
    assert not [module for module in MODULES for name in imports(module) if name.split(".")[0] in ("training", "benchmarks", "tests")]


def test_modules_are_short_and_say_their_one_job():
    faults = []
    for module in MODULES:
        text = (PACKAGE / module).read_text(encoding="utf-8")
        if len(text.splitlines()) > 400:
            faults.append(f"{module}: {len(text.splitlines())} lines")
        if text and not ast.get_docstring(tree(module)):
            faults.append(f"{module}: no first line on its job")
    assert not faults, "\n".join(faults)


def test_functions_are_short():
    faults = []
    for module, name, node, _ in all_functions():
        first = node.body[0]
        documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
        docstring = first.end_lineno - first.lineno + 1 if documented else 0
        length = node.end_lineno - node.lineno + 1 - docstring
        if length > 60:
            faults.append(f"{module}: {name} has {length} lines")
    assert not faults, "\n".join(faults)


def test_public_functions_have_a_docstring_and_few_positional_parameters():
    faults = []
    for module, name, node, public in all_functions():
        if not public:
            continue
        given = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args) if argument.arg not in ("self", "cls")]
        if len(given) > 3:
            faults.append(f"{module}: {name} takes {len(given)} positional parameters ({', '.join(given)})")
        if not ast.get_docstring(node):
            faults.append(f"{module}: {name} has no docstring")
    assert not faults, "\n".join(faults)


def test_no_exception_is_swallowed():
    faults = []
    for module in MODULES:
        for node in ast.walk(tree(module)):
            bare = isinstance(node, ast.ExceptHandler) and (node.type is None or ast.unparse(node.type) in ("Exception", "BaseException"))
            if bare and all(isinstance(step, ast.Pass) for step in node.body):
                faults.append(f"{module}: line {node.lineno}")
    assert not faults, "\n".join(faults)


def test_randomness_has_a_seed():
    faults = []
    for module in MODULES:
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.Call):
                words = ast.unparse(node.func)
                if words.endswith("default_rng") and not node.args or re.match(r"(np|numpy)\.random\.(?!default_rng)|random\.", words):
                    faults.append(f"{module}: line {node.lineno}: {words}")
    assert not faults, "\n".join(faults)


def cost(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def test_importing_is_quick_and_loads_nothing_heavy():
    heavy = "spacy numpy pandas networkx matplotlib scipy nbconvert"
    code = ("import sys, time; start = time.process_time(); import geoanalysis; used = time.process_time() - start; "
            f"print(used, *[name for name in '{heavy}'.split() if name in sys.modules])")
    # The best of three: another process may take the machine.
    seconds, *loaded = min((cost(code).split() for _ in range(3)), key=lambda words: float(words[0]))
    assert not loaded
    assert float(seconds) < 0.5


def test_showing_and_network_do_without_the_parser():
    code = "import sys, geoanalysis as ga; ga.influence_graph; ga.draw_network; ga.explore; ga.read_tables; print('spacy' in sys.modules)"
    assert cost(code) == "False"


def test_public_names_are_all_there():
    code = "import geoanalysis as ga; print([name for name in ga.__all__ if not callable(getattr(ga, name))])"
    assert cost(code) == "[]"


def test_public_names_are_told_to_type_checkers_too():
    """The block for type checkers and the table of homes name the same things."""
    module = tree(Path("__init__.py"))
    block = next(node for node in module.body if isinstance(node, ast.If))
    told = {f"{node.module}.{alias.asname}" for node in block.body for alias in node.names}
    table = next(node.value for node in module.body if isinstance(node, ast.Assign) and node.targets[0].id == "_HOME")
    homes = {f"geoanalysis.{value.value}.{key.value}" for key, value in zip(table.keys, table.values, strict=True)}
    assert told == homes


@pytest.fixture(scope="module")
def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_conda_environment_is_the_same_as_pyproject(project):
    yaml = pytest.importorskip("yaml")
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    conda = {entry for entry in listed if isinstance(entry, str)} - {"pip"}
    pip = {entry for group in listed if isinstance(group, dict) for entry in group["pip"]}
    extras = project["optional-dependencies"]
    wanted = {*project["dependencies"], *extras["notebooks"], *extras["dev"], *extras["scale"],
              f"python{project['requires-python']}"}
    assert conda | pip == wanted
    assert not conda & pip


def test_lock_pins_everything_that_pyproject_asks_for(project):
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pins = {line.split("==")[0].strip().lower() for line in lines if "==" in line and not line.startswith("#")}
    odd = [line for line in lines if line.strip() and not line.startswith("#") and "==" not in line]
    extras = project["optional-dependencies"]
    names = {re.split(r"[<>=\[;]", entry)[0].lower() for entry in
             (*project["dependencies"], *extras["notebooks"], *extras["dev"], *extras["scale"])}
    assert not odd
    assert names <= pins, names - pins


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_tells_a_machine_or_a_registry():
    faults = []
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        # Articles and annotated sentences are the words of others.
        if name.startswith(("seeds/", "tests/gold/", "geoanalysis/data/pipeline/")) or name == "tests/test_package.py":
            continue
        data = path.read_bytes()
        if b"\0" not in data[:8000]:
            faults += [f"{name}: {found}" for found in sorted(set(ADDRESSES.findall(data.decode("utf-8", "replace"))))]
    assert not faults, "\n".join(faults)

