#!/usr/bin/env python3
"""Runs sessions of the program: sessions.py SENPLAN SHARE FILE...

A file is one session in an empty folder with a home of its own, at a fixed moment. Its lines:

    # a remark
    write NAME TEXT       makes a file; \\n in TEXT is a new line
    $ COMMAND             a line for sh; `senplan` is the program, $SHARE the shared files
    = N                   its exit status (0 when nothing is said)
    > TEXT                the standard output has this text
    < TEXT                the standard output does not have it
    ! TEXT                the standard error has this text
    ? EXPRESSION          true in Python of the output as JSON, as `j`
    empty                 nothing was printed on the standard output

Each command with what is said of it is one case. Ends with `N passed, N failed`.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

TIMEOUT_S = 60


class Case:
    def __init__(self, path, number, command):
        self.where = f"{path.name}:{number}"
        self.command = command
        self.status = 0
        self.checks = []


def fails(case, done):
    out, err = done.stdout, done.stderr
    if done.returncode != case.status:
        yield f"exit status {done.returncode}, not {case.status}"
    for kind, text in case.checks:
        if kind == ">" and text not in out:
            yield f"the output lacks {text!r}"
        if kind == "<" and text in out:
            yield f"the output has {text!r}"
        if kind == "!" and text not in err:
            yield f"the messages lack {text!r}"
        if kind == "empty" and out != "":
            yield "something was printed"
        if kind == "?":
            try:
                document = json.loads(out)
                good = eval(text, {"j": document})  # noqa: S307 our own records
            except Exception as error:
                yield f"{text}: {error}"
                continue
            if next(iter(document)) != "schema" or document["schema"] != "senplan/1":
                yield "the document does not begin with its schema"
            if not good:
                yield f"not true: {text}"


def run(case, folder, environment):
    done = subprocess.run(
        ["sh", "-c", case.command], cwd=folder, env=environment, capture_output=True, text=True,
        timeout=TIMEOUT_S, check=False, stdin=subprocess.DEVNULL,
    )
    wrong = list(fails(case, done))
    for text in wrong:
        print(f"{case.where}: {case.command}\n    {text}")
    if wrong:
        print("    output:   " + done.stdout[:1500].replace("\n", "\n              "))
        print("    messages: " + done.stderr[:600].replace("\n", "\n              "))
    return not wrong


def steps(path):
    """Cases and files to write, in order."""
    case = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("$ "):
            if case:
                yield case
            case = Case(path, number, line[2:])
        elif line.startswith("write "):
            if case:
                yield case
                case = None
            yield line.split(" ", 2)[1:]
        elif line == "empty":
            case.checks.append(("empty", ""))
        elif line[:2] == "= ":
            case.status = int(line[2:])
        elif line[:2] in ("> ", "< ", "! ", "? "):
            case.checks.append((line[0], line[2:]))
        elif line.strip() and not line.startswith("#"):
            sys.exit(f"{path}:{number}: not understood: {line}")
    if case:
        yield case


def session(path, program, share):
    n_passed = n_failed = 0
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "home").mkdir()
        (root / "bin").mkdir()
        (root / "work").mkdir()
        os.symlink(program, root / "bin" / "senplan")
        environment = {
            "PATH": f"{root / 'bin'}:/usr/bin:/bin",
            "HOME": str(root / "home"),
            "SHARE": share,
            "SENPLAN_SHARE": share,
            "SENPLAN_NOW": "2026-11-23T08:00",
            "LC_ALL": "C.UTF-8",
            "TMPDIR": str(root),
        }
        for key, value in os.environ.items():
            if key.endswith("SAN_OPTIONS"):
                environment[key] = value
        for step in steps(path):
            if isinstance(step, list):
                text = step[1].replace("\\n", "\n")
                (root / "work" / step[0]).write_text(text, encoding="utf-8")
            elif run(step, root / "work", environment):
                n_passed += 1
            else:
                n_failed += 1
    return n_passed, n_failed


def main():
    program, share = (os.path.abspath(arg) for arg in sys.argv[1:3])
    n_passed = n_failed = 0
    for name in sys.argv[3:]:
        passed, failed = session(pathlib.Path(name), program, share)
        n_passed += passed
        n_failed += failed
    if n_passed + n_failed == 0:
        n_failed = 1
    print(f"{n_passed} passed, {n_failed} failed")
    return 1 if n_failed else 0


if __name__ == "__main__":
    sys.exit(main())
