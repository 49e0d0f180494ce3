"""Paths that comments and pages name must exist: share/doc/x.md, src/model/entity.c, tests/run.sh and so on."""
import re

PATH = re.compile(r"(?<![\w/.-])((?:share|src|tests|include)/[\w./-]*\w\.(?:md|c|h|sh|py|txt|csv|ics|sql|json|1|build))\b")


def findings(tree):
    names = tree.files("src", "include", "tests", "share", suffixes=(".c", ".h", ".md", ".sh", ".py", ".build", ".1"))
    if (tree.root / "README.md").is_file():
        names.append((tree.root / "README.md").relative_to(tree.root))
    for name in names:
        if name.parts[:2] == ("tests", "lint"):
            continue
        for number, line in enumerate(tree.text(name).splitlines(), 1):
            for match in PATH.finditer(line):
                if not (tree.root / match.group(1)).exists():
                    yield f"{name}:{number}: there is no {match.group(1)}"
