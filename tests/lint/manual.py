"""The man page tells of every command, option and key, because it is made from their tables.

share/man/senplan.1 is written by hand but for two parts: commands and options come from `senplan help --man`, the keys
from share/keys/keys.tsv, which a test of the screen compares with the table of keys. The rule compares;
`python3 tests/lint/manual.py BUILD` writes the page anew. Every key has a sentence of help, and no key stands for two
things in one place.
"""
import subprocess
import sys
from pathlib import Path

PAGE = "share/man/senplan.1"
KEYS = "share/keys/keys.tsv"
BEGIN = '.\\" made from {}: begin\n'
END = '.\\" made from {}: end\n'
VIEWS = ("Week", "Ahead", "Cases", "Duties", "Review", "Set-up")


def actions(tree):
    """(places in words, keys, name, help) of each line."""
    for line in tree.text(KEYS).splitlines():
        if not line.startswith("#"):
            where, keys, name, words = line.split("\t")
            yield where, keys.split(), name, words


def roff(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text.startswith((".", "'")) else text


def keys_part(tree):
    """All views first, then the others in the order of the table."""
    groups = {"all views": []}
    for where, keys, _name, words in actions(tree):
        groups.setdefault(where, []).append(f".TP\n.B {roff(', '.join(keys))}\n{roff(words)}.\n")
    return "".join(f".SS In {where}\n" + "".join(lines) for where, lines in groups.items())


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
    return with_part(page, KEYS, keys_part(tree))


def key_findings(tree):
    seen = {}
    found = list(actions(tree))
    if not found:
        yield f"{KEYS}: no keys"
    for where, keys, name, words in found:
        if not keys:
            yield f"{KEYS}: {name} has no key"
        if len(words) < 8:
            yield f"{KEYS}: {name} has no help"
        places = set(where.split(", "))
        if "all views" in places:
            places = places - {"all views"} | set(VIEWS)
        for key in keys:
            for place in places:
                other = seen.setdefault((key, place), name)
                if other != name:
                    yield f"{KEYS}: {key} is both {other} and {name} in {place}"


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
