#!/usr/bin/env python3
"""Counts the cases of a Meson test run: count.py TESTLOG.JSON PROFILE TALLY

A test that prints cmocka's closing lines, or `N passed, N failed`, counts with its cases, any other as one. A test
that ended badly counts as at least one failure whatever it printed. Appends `PASSED FAILED NAME` lines to TALLY.
"""
import json
import re
import sys

PASSED = re.compile(r"^\[  PASSED  \] (\d+) test\(s\)\.", re.M)
FAILED = re.compile(r"^\[  FAILED  \] +(?:\S+: )?(\d+) test\(s\)", re.M)
PLAIN = re.compile(r"^(\d+) passed, (\d+) failed", re.M)


def cases(test):
    text = (test.get("stdout") or "") + (test.get("stderr") or "")
    good = test["result"] in ("OK", "EXPECTEDFAIL")
    n_passed = sum(int(n) for n in PASSED.findall(text))
    n_failed = sum(int(n) for n in FAILED.findall(text))
    for passed, failed in PLAIN.findall(text):
        n_passed += int(passed)
        n_failed += int(failed)
    if good:
        return max(n_passed, 1), 0
    return n_passed, max(n_failed, 1)


def main():
    log, profile, tally = sys.argv[1:]
    total = [0, 0]
    skipped = []
    try:
        with open(log, encoding="utf-8") as file:
            tests = [json.loads(line) for line in file if line.strip()]
    except OSError as error:
        tests = []
        print(error)
    with open(tally, "a", encoding="utf-8") as out:
        for test in tests:
            name = f"{profile}:{test['name']}".replace(" ", "")
            if test["result"] == "SKIP":
                skipped.append(test["name"])
                continue
            n_passed, n_failed = cases(test)
            total[0] += n_passed
            total[1] += n_failed
            print(n_passed, n_failed, name, file=out)
            if n_failed:
                print(f"FAIL  {name} ({test['result']})")
                text = (test.get("stdout") or "") + (test.get("stderr") or "")
                print("\n".join(text.splitlines()[-40:]))
        if not tests:
            print(0, 1, f"{profile}:no-tests", file=out)
            total[1] += 1
    if skipped:
        print(f"skip  {profile}: {' '.join(skipped)}")
    print(f"{'FAIL' if total[1] else 'ok'}    test-{profile}: {len(tests)} tests, {total[0]} cases passed, "
          f"{total[1]} failed")


if __name__ == "__main__":
    main()
