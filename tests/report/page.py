#!/usr/bin/env python3
"""The page that goes to a head teacher: page.py SENPLAN SHARE

Two sample schools live six weeks; their reviews of any range, reviews with a scenario behind them and a comparison are written as pages, and of each:

- tidy (Debian) finds no error and no warning;
- nothing is fetched and nothing runs: no script, no link, no address anywhere;
- headings go down one level at a time, each section and table has its name, each drawing its text;
- words stand out from what is behind them by 4.5 to 1, drawings by 3 to 1, in the light, the dark and on paper;
- what paper leaves out of a long table stands in the sentence below it, with the figures of the table;
- Chromium prints the review of any range on one or two sides of A4, with a scenario too, and no word lies on another or
  beyond the sheet (skipped where chromium or pdfinfo is not there).

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

import checks
from checks import check


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


class Folded(html.parser.HTMLParser):
    """Of each section the sentence of what paper leaves out, and the rows that it leaves out: texts, the label first."""

    def __init__(self, text):
        super().__init__()
        self.sections, self.row, self.cell, self.plain = [], None, None, False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        classes = (attributes.get("class") or "").split()
        if tag == "section":
            self.sections.append((attributes.get("aria-labelledby"), attributes.get("data-rest"), []))
        if tag == "tr":
            self.row = [] if "fold" in classes else None
        if tag in ("th", "td") and self.row is not None:
            self.cell = ""
        self.plain |= tag == "span"

    def handle_endtag(self, tag):
        if tag in ("th", "td") and self.cell is not None:
            self.row.append(self.cell.strip())
            self.cell = None
        if tag == "tr" and self.row:
            self.sections[-1][2].append(self.row)
        if tag == "span":
            self.plain = False

    def handle_data(self, text):
        if self.cell is not None and not self.plain:
            self.cell += text


def sum_of(rows):
    """The hours of the columns of rows added up, in the order of the columns that have any: one of them must stand in the sentence."""
    sums = []
    for column in zip(*(row[1:] for row in rows)):
        minutes = [int(h) * 60 + int(m) for h, m in re.findall(r"(\d+)h(\d\d)", " ".join(column))]
        if sum(minutes) > 0:
            sums.append(f"{sum(minutes) // 60}h{sum(minutes) % 60:02}")
    return sums


def rest_is_told(path, what):
    """How many rows are folded; each stands in the sentence by its name, followed by a figure of its own, or all with their sums."""
    n = 0
    for key, rest, rows in Folded(pathlib.Path(path).read_text(encoding="utf-8")).sections:
        check((rest is None) == (not rows), f"{what}: {key} says what it leaves out: {rest} {rows[:2]}")
        summed = rest and re.search(r": (\d+), together ", rest)
        if summed:
            told = re.findall(r"\d+h\d\d", rest)
            check(int(summed[1]) == len(rows) and told and set(told) <= set(sum_of(rows)), f"{what}: {key} tells a sum that is not that of {len(rows)} rows: {rest}")
            n += len(rows)
            continue
        for row in rows:
            told = [figure for figure in row[1:] if f"{row[0]}\u00a0{figure}" in rest]
            check(told, f"{what}: {key} tells {row[0]}: {rest[:200]}")
        n += len(rows)
    return n


def on_paper(path, folder):
    """The sides of A4 as Chromium prints them, and the words of each with their boxes; None: it cannot be tried here."""
    chromium = shutil.which("chromium")
    if not chromium or not shutil.which("pdftotext"):
        return None
    out = os.path.join(folder, "page.pdf")
    try:
        subprocess.run([chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={folder}/chromium",
                        f"--print-to-pdf={out}", pathlib.Path(path).as_uri()], capture_output=True, check=False, timeout=120)
        done = subprocess.run(["pdftotext", "-bbox", out, "-"], capture_output=True, text=True, check=False)
    except subprocess.TimeoutExpired:
        return None
    if done.returncode != 0:
        return None
    sides = []
    for side in re.findall(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', done.stdout, re.S):
        words = [tuple(float(x) for x in box) + (html.unescape(word),) for *box, word in
                 re.findall(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', side[2])]
        sides.append((float(side[0]), float(side[1]), words))
    return sides


def words_are_apart(sides, what):
    """No word lies on another (a line's boxes may touch those of the next) or beyond the sheet's margin."""
    for width, height, words in sides:
        beyond = [w[4] for w in words if w[0] < 20 or w[2] > width - 20 or w[1] < 15 or w[3] > height - 15]
        check(not beyond, f"{what}: words at the sheet's edge: {beyond[:5]}")
        words = sorted(words, key=lambda w: w[1])
        upon = []
        for i, one in enumerate(words):
            for other in words[i + 1:]:
                if other[1] > one[3]:
                    break
                across = min(one[2], other[2]) - max(one[0], other[0])
                down = min(one[3], other[3]) - max(one[1], other[1])
                if across > 1 and down > 0.4 * min(one[3] - one[1], other[3] - other[1]):
                    upon.append((one[4], other[4]))
        check(not upon, f"{what}: words lie on each other: {upon[:5]}")


def paper_is_good(path, most, what, folder):
    sides = on_paper(path, folder)
    if sides is None:
        print(f"skipped: {what} on paper: no chromium or no pdftotext here")
        return
    check(1 <= len(sides) <= most, f"{what}: {len(sides)} sides of A4")
    words_are_apart(sides, what)


SIX = ["review", "--from", "2026-11-23", "--to", "2027-02-12"]
SCENARIO = 'more <b>"&'
PAGES = {  # how many sides of A4 at most, the words
    "review": (2, SIX),
    "week": (2, ["review", "--range", "week"]),
    "half-term": (2, ["review"]),
    "term": (2, ["review", "--range", "term"]),
    "year": (2, ["review", "--range", "year"]),
    "three years": (2, ["review", "--from", "2025-09-01", "--to", "2028-08-31"]),
    "case": (2, [*SIX, "--scenario", SCENARIO]),
    "term case": (2, ["review", "--range", "term", "--scenario", SCENARIO]),
    "year case": (2, ["review", "--range", "year", "--scenario", SCENARIO]),
    "compare": (2, ["whatif", "compare", SCENARIO, "less"]),
}


def pages_of(senplan, share, school, folder, home):
    db = os.path.join(folder, school + ".db")
    subprocess.run(["sh", os.path.join(share, "examples", "six-weeks.sh"), db, school], env=home, check=True, capture_output=True)

    def program(*words):
        done = subprocess.run([senplan, "--db", db, "--now", "2027-01-18T08:00", "-q", *words], env=home, capture_output=True, text=True, check=False)
        check(done.returncode == 0, f"{words}: exit {done.returncode}, {done.stderr}")

    program("whatif", "+0.5 day", "admin 4h", "--save", SCENARIO)
    program("whatif", "drop email", "--save", "less")
    for name, (most, words) in PAGES.items():
        what, path = f"{school}, {name}", os.path.join(folder, f"{school} {name}.html")
        program(*words, "-o", path)
        shape = page_is_good(path, what)
        check(len(shape.drawings) >= (0 if name == "compare" else 3), f"{what}: its drawings: {len(shape.drawings)}")
        n = rest_is_told(path, what)
        check(n > 0 or name in ("week", "compare"), f"{what}: {n} rows are folded")
        paper_is_good(path, most, what, folder)


def main():
    senplan, share = sys.argv[1:3]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = {**os.environ, "HOME": folder, "SENPLAN": senplan, "XDG_STATE_HOME": folder, "XDG_DATA_HOME": folder}
        home.pop("SENPLAN_DB", None)
        for school in ("secondary", "primary"):
            pages_of(senplan, share, school, folder, home)
    return checks.ended()


if __name__ == "__main__":
    sys.exit(main())
