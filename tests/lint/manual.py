"""The man page tells of every command, option and key, because it is made from their tables.

share/man/senplan.1 is written by hand but for two parts: commands and options come from `senplan help --man`, the keys
from the table in src/ui/actions.c. The rule compares; `python3 tests/lint/manual.py BUILD` writes the page anew. Every key
has a sentence of help, and no key stands for two things in one place.
"""
import re
import subprocess
import sys
from pathlib import Path

PAGE = "share/man/senplan.1"
BEGIN = '.\\" made from {}: begin\n'
END = '.\\" made from {}: end\n'
ACTION = re.compile(r'^\t\{"([^"]*)", "((?:[^"\\]|\\.)*)", "([^"]*)", "((?:[^"\\]|\\.)*)", ([A-Z_| ]+), \d+, \w+\},', re.M)
PLACES = {
    "V": "VIEWS", "W": "WEEK",
    "LISTS": "AHEAD|CASES|DUTIES|REVIEW|SET_UP",
    "ROWS": "LIST|MENU|PAGE|PROPOSAL",
}
ALL_VIEWS = "WEEK|AHEAD|CASES|DUTIES|REVIEW|SET_UP"


def actions(tree):
    text = tree.text("src/ui/actions.c")
    for name, keys, _label, words, where in ACTION.findall(text):
        places = set()
        for part in where.replace(" ", "").split("|"):
            part = PLACES.get(part, part.replace("SP_IN_", ""))
            places |= set(ALL_VIEWS.split("|") if part == "VIEWS" else part.split("|"))
        yield name, keys.replace("\\\\", "\\").split(), words, places


def roff(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.M)


def keys_part(tree):
    lines = []
    for _name, keys, words, _places in actions(tree):
        lines.append(f".TP\n.B {roff(', '.join(keys))}\n{roff(words)}.\n")
    return "".join(lines)


def commands_part(tree):
    program = tree.build / "src" / "senplan"
    result = subprocess.run([str(program), "help", "--man"], text=True, capture_output=True, check=True)
    return result.stdout


def with_part(page, name, part):
    begin, end = BEGIN.format(name), END.format(name)
    if page.count(begin) != 1 or page.count(end) != 1:
        raise ValueError(f"{PAGE}: no place for what is made from {name}")
    return page[: page.index(begin)] + begin + part + page[page.index(end):]


def made(tree):
    page = with_part(tree.text(PAGE), "senplan help --man", commands_part(tree))
    return with_part(page, "src/ui/actions.c", keys_part(tree))


def key_findings(tree):
    seen = {}
    found = list(actions(tree))
    if not found:
        yield "src/ui/actions.c: no rows found"
    for name, keys, words, places in found:
        if not keys:
            yield f"src/ui/actions.c: {name} has no key"
        if len(words) < 8:
            yield f"src/ui/actions.c: {name} has no help"
        for key in keys:
            for place in places:
                other = seen.setdefault((key, place), name)
                if other != name:
                    yield f"src/ui/actions.c: {key} is both {other} and {name} in {place.lower()}"


def findings(tree):
    yield from sorted(set(key_findings(tree)))
    if not (tree.build / "src" / "senplan").is_file():
        yield f"there is no {tree.build / 'src' / 'senplan'}: build first"
        return
    try:
        if made(tree) != tree.text(PAGE):
            yield f"{PAGE} is not what its tables say: run python3 tests/lint/manual.py {tree.build}"
    except (ValueError, OSError, subprocess.CalledProcessError) as error:
        yield str(error)


def main():
    from tree import Tree

    root = Path(__file__).resolve().parent.parent.parent
    tree = Tree(root, Path(sys.argv[1]).resolve())
    (root / PAGE).write_text(made(tree), encoding="utf-8")


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    main()
