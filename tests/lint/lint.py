#!/usr/bin/env python3
"""The house rules as a test.

    lint.py [--build DIR] [NAME ...]      check this tree; prints each finding, ends with `N passed, N failed`
    lint.py --control [NAME ...]          check the bad samples in tests/lint/bad: each rule must find what
                                          stands in its expect.txt, else the rule cannot fail and counts for nothing

A rule is a module beside this file with a paragraph that says what it guards and a function
`findings(tree)` that yields texts. Only Python's standard library is used.
"""
import argparse
import importlib
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
RULES = [
    "banned", "counts", "format", "headers", "layers", "manual", "paths", "purity", "shell", "sizes", "toplevel", "words",
]

sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True

from tree import Tree  # noqa: E402


def run_rule(name, tree):
    return [str(text) for text in importlib.import_module(name).findings(tree)]


def check(name, build):
    found = run_rule(name, Tree(HERE.parent.parent, build))
    for text in found:
        print(f"{name}: {text}")
    return not found


def control(name):
    """Every line of expect.txt must be part of a finding; nothing else may be found in the sample."""
    root = HERE / "bad" / name
    expected = [line for line in (root / "expect.txt").read_text().splitlines() if line.strip()]
    with tempfile.TemporaryDirectory() as build:
        if (root / "make.sh").is_file():
            subprocess.run(["sh", "make.sh", build], cwd=root, check=True)
        found = run_rule(name, Tree(root, build))
    missed = [text for text in expected if not any(text in finding for finding in found)]
    beside = [text for text in found if not any(part in text for part in expected)]
    for text in missed:
        print(f"{name}: the bad sample was not found out: {text}")
    for text in beside:
        print(f"{name}: found in the bad sample, but not expected: {text}")
    return bool(expected) and not missed and not beside


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, default=HERE.parent.parent / "build")
    parser.add_argument("--control", action="store_true")
    parser.add_argument("names", nargs="*", metavar="NAME")
    args = parser.parse_args()
    n_passed = n_failed = 0
    for name in args.names or RULES:
        good = control(name) if args.control else check(name, args.build)
        n_passed += good
        n_failed += not good
    print(f"{n_passed} passed, {n_failed} failed")
    return 1 if n_failed else 0


if __name__ == "__main__":
    sys.exit(main())
