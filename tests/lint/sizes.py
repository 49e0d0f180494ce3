"""Sizes that a reader can hold: a file of 800 lines, a function of 70 lines and 6 parameters, four levels deep.

Functions are found by universal-ctags. Depth is read from the indentation, which clang-format guarantees: a control
statement behind five tabs stands inside four others.
"""
import re
import shutil
import subprocess

FILE_LINES, FUNCTION_LINES, PARAMETERS, DEPTH = 800, 70, 6, 4
CONTROL = re.compile(r"^(\t+)(if|for|while|do|switch)\b")


def count_parameters(signature):
    """Parameters that a caller has to think of: an array and its length count once; the error that nearly every
    function carries last, and "...", do not count."""
    inner = re.sub(r"\s+", " ", signature.strip()[1:-1]).replace("* ", "*").strip()
    if inner in ("", "void"):
        return 0
    inner = re.sub(r", ?(struct sp_err \*reterr|\.\.\.)$", "", inner)
    inner = re.sub(r"(\*\w+|\w\[\w*\]), ?size_t \*?(ret_)?(n\w*|len|size|max)\b", r"\1", inner)
    depth, n = 0, 1
    for char in inner:
        depth += (char in "([") - (char in ")]")
        n += char == "," and depth == 0
    return n


def functions(tree, names):
    command = ["ctags", "--languages=C", "--langmap=C:.c.h", "--kinds-C=fp", "--fields=+neS", "-f", "-", "-L", "-"]
    result = subprocess.run(command, input="\n".join(map(str, names)), cwd=tree.root, text=True,
                            capture_output=True, check=True)
    for line in result.stdout.splitlines():
        cells = line.split("\t")
        fields = dict(cell.split(":", 1) for cell in cells[3:] if ":" in cell)
        yield cells[0], cells[1], fields


def findings(tree):
    names = tree.files("src", "include", "tests")
    for name in names:
        lines = tree.text(name).splitlines()
        if len(lines) > FILE_LINES:
            yield f"{name}: {len(lines)} lines; cut it along a seam ({FILE_LINES} at most)"
        for number, line in enumerate(lines, 1):
            match = CONTROL.match(line)
            if match and len(match.group(1)) > DEPTH:
                yield f"{name}:{number}: nested deeper than {DEPTH}"
    if shutil.which("ctags") is None:
        yield "ctags is missing: install universal-ctags"
        return
    for function, path, fields in functions(tree, names):
        if "end" in fields:
            n = int(fields["end"]) - int(fields["line"]) + 1
            if n > FUNCTION_LINES:
                yield f"{path}:{fields['line']}: {function} has {n} lines ({FUNCTION_LINES} at most)"
        n = count_parameters(fields.get("signature", "()"))
        if n > PARAMETERS and not path.startswith("tests/"):
            yield f"{path}:{fields['line']}: {function} has {n} parameters ({PARAMETERS} at most)"
