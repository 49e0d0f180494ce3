#!/usr/bin/env python3
"""The page that goes to a head teacher: page.py SENPLAN SHARE

A sample school lives six weeks; its review, the review with a scenario behind it and a comparison are written as pages, and of each:

- tidy (Debian) finds no error and no warning;
- nothing is fetched and nothing runs: no script, no link, no address anywhere;
- headings go down one level at a time, each section and table has its name, each drawing its text;
- words stand out from what is behind them by 4.5 to 1, drawings by 3 to 1, in the light, the dark and on paper;
- Chromium prints the review on one or two sides of A4 (skipped where chromium or pdfinfo is not there).

Ends with `N passed, N failed`.
"""
import html.parser
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

passed = failed = 0


def check(good, what):
    global passed, failed
    passed += bool(good)
    failed += not good
    if not good:
        print("not true: " + what)


class Shape(html.parser.HTMLParser):
    """Headings, drawings and what they are called; everything that could fetch or run."""

    def __init__(self, text):
        super().__init__()
        self.levels, self.ids, self.named, self.drawings, self.bad, self.captions, self.tables, self.open = [], [], [], [], [], 0, 0, []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.open.append(tag)
        if tag in ("script", "link", "iframe", "object", "embed", "img", "video", "audio", "form", "base", "a", "use", "image", "foreignobject"):
            self.bad.append(tag)
        self.bad += [f"{tag} {name}" for name in attributes if name.startswith("on") or name in ("src", "href", "xlink:href", "style", "action", "srcset")]
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "section":
            self.named.append(attributes.get("aria-labelledby"))
        if tag == "svg":
            self.drawings.append({"role": attributes.get("role"), "title": "", "desc": ""})
        self.captions += tag == "caption"
        self.tables += tag == "table"

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, text):
        if self.drawings and len(self.open) > 1 and self.open[-2] == "svg" and self.open[-1] in ("title", "desc"):
            self.drawings[-1][self.open[-1]] += text


def luminance(colour):
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(c * 2 for c in digits)
    parts = [int(digits[i:i + 2], 16) / 255 for i in (0, 2, 4)]
    parts = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


WORDS = ("ink", "dim")
DRAWN = ("planned", "logged", "alert", "open", "k0", "k1", "k2", "k3", "k4", "k5")


def colours_stand_out(text, what):
    style = re.search(r"<style>(.*?)</style>", text, re.S).group(1)
    roots = [dict(re.findall(r"--(\w+):(#[0-9a-f]+)", root)) for root in re.findall(r":root\{(.*?)\}", style)]
    check(len(roots) == 3, f"{what}: light, dark and paper: {len(roots)}")
    for name, root in zip(("light", "dark", "paper"), roots):
        for word in WORDS:
            for behind in ("page", "soft"):
                check(contrast(root[word], root[behind]) >= 4.5, f"{what}: {word} on {behind}, {name}: {contrast(root[word], root[behind]):.2f}")
        for mark in DRAWN:
            check(contrast(root[mark], root["page"]) >= 3, f"{what}: {mark}, {name}: {contrast(root[mark], root['page']):.2f}")


def page_is_good(path, what):
    text = pathlib.Path(path).read_text(encoding="utf-8")
    shape = Shape(text)
    check(not shape.bad, f"{what}: nothing runs or is fetched: {shape.bad[:3]}")
    check(not re.search(r"url\(|@import|https?:|//[a-z]|javascript:|data:", text), f"{what}: no address is in it")
    check("default-src 'none'" in text, f"{what}: the page itself forbids fetching")
    check(shape.levels.count(1) == 1 and shape.levels[0] == 1, f"{what}: one main heading, at the top")
    check(all(b <= a + 1 for a, b in zip(shape.levels, shape.levels[1:])), f"{what}: headings go down one at a time: {shape.levels}")
    check(len(set(shape.ids)) == len(shape.ids), f"{what}: ids are there once")
    check(shape.named and all(name in shape.ids for name in shape.named), f"{what}: each section is called by its heading")
    check(shape.captions == shape.tables > 0, f"{what}: each table has a caption")
    check(all(d["role"] == "img" and d["title"].strip() and len(d["desc"].strip()) > 20 for d in shape.drawings), f"{what}: each drawing says what it shows")
    check('<html lang="en-GB">' in text and "<title>" in text, f"{what}: its language and title")
    colours_stand_out(text, what)
    if shutil.which("tidy"):
        done = subprocess.run(["tidy", "-q", "-e", path], capture_output=True, text=True, check=False)
        check(done.returncode == 0 and not done.stderr, f"{what}: tidy: {done.stderr[:400]}")
    else:
        print("skipped: tidy is not installed")
    return shape


def sides_of(path, folder):
    """Of A4, as Chromium prints it; None: it cannot be tried here."""
    chromium = shutil.which("chromium")
    if not chromium or not shutil.which("pdfinfo"):
        return None
    out = os.path.join(folder, "page.pdf")
    try:
        subprocess.run([chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={folder}/chromium",
                        f"--print-to-pdf={out}", pathlib.Path(path).as_uri()], capture_output=True, check=False, timeout=120)
        done = subprocess.run(["pdfinfo", out], capture_output=True, text=True, check=False)
    except subprocess.TimeoutExpired:
        return None
    return int(re.search(r"Pages:\s+(\d+)", done.stdout).group(1)) if done.returncode == 0 else None


def main():
    senplan, share = sys.argv[1:3]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = {**os.environ, "HOME": folder, "SENPLAN": senplan, "XDG_STATE_HOME": folder, "XDG_DATA_HOME": folder}
        home.pop("SENPLAN_DB", None)
        db = os.path.join(folder, "school.db")
        subprocess.run(["sh", os.path.join(share, "examples", "six-weeks.sh"), db, "secondary"], env=home, check=True, capture_output=True)

        def program(*words):
            done = subprocess.run([senplan, "--db", db, "--now", "2027-01-18T08:00", "-q", *words], env=home, capture_output=True, text=True, check=False)
            check(done.returncode == 0, f"{words}: exit {done.returncode}, {done.stderr}")

        program("whatif", "+0.5 day", "admin 4h", "--save", 'more <b>"&')
        program("whatif", "drop email", "--save", "less")
        six = ["review", "--from", "2026-11-23", "--to", "2027-02-12"]
        pages = {"review": six, "year": ["review", "--range", "year"], "week": ["review", "--range", "week"], "case": [*six, "--scenario", 'more <b>"&'],
                 "compare": ["whatif", "compare", 'more <b>"&', "less"]}
        for name, words in pages.items():
            path = os.path.join(folder, name + ".html")
            program(*words, "-o", path)
            shape = page_is_good(path, name)
            check(len(shape.drawings) >= (0 if name == "compare" else 3), f"{name}: its drawings: {len(shape.drawings)}")
        for name, most in (("review", 2), ("case", 3), ("compare", 2)):
            sides = sides_of(os.path.join(folder, name + ".html"), folder)
            if sides is None:
                print(f"skipped: {name} on paper: no chromium or no pdfinfo here")
            else:
                check(1 <= sides <= most, f"{name}: {sides} sides of A4")
    print(f"{passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
