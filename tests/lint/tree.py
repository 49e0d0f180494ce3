"""The tree that the rules look at: files by folder, code without comments and strings, rooms."""
import re
from functools import cached_property
from pathlib import Path

TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""",
    re.DOTALL,
)


def blank_out(match):
    """Keeps lines and columns; an include's path stays readable."""
    text = match.group(0)
    if text[0] in "\"'":
        return text[0] + " " * (len(text) - 2) + text[0]
    return re.sub(r"[^\n]", " ", text)


class Tree:
    def __init__(self, root, build):
        self.root = Path(root)
        self.build = Path(build)

    def files(self, *folders, suffixes=(".c", ".h")):
        """Paths relative to the root, sorted; nothing from a bad sample but the sample itself."""
        found = []
        for folder in folders:
            for path in sorted((self.root / folder).rglob("*")):
                name = path.relative_to(self.root)
                if "bad" in name.parts or "__pycache__" in name.parts or not path.is_file():
                    continue
                if suffixes is None or path.suffix in suffixes:
                    found.append(name)
        return found

    def text(self, name):
        return (self.root / name).read_text(encoding="utf-8", errors="replace")

    def code(self, name):
        """The text of a C file with comments and the inside of strings blanked out."""
        return TOKEN.sub(blank_out, self.text(name))

    def comments(self, name):
        """Only the comments of a C file, on their lines."""
        text = self.text(name)
        hidden = TOKEN.sub(lambda match: "\0" * len(match.group(0)) if match.group(0)[0] == "/" else match.group(0), text)
        return "".join(char if mark == "\0" or char == "\n" else " " for char, mark in zip(text, hidden))

    @staticmethod
    def room(name):
        """base for src/base/arena.c and include/senplan/base/arena.h; main.c for src/main.c."""
        parts = Path(name).parts
        if parts[0] == "include":
            return parts[2]
        return parts[1]

    @cached_property
    def rooms(self):
        """The include table of share/doc/architecture.md: room -> set of rooms that it may include."""
        rooms = {}
        for line in self.text("share/doc/architecture.md").splitlines():
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if line.startswith("| ") and len(cells) >= 4 and cells[0] not in ("module", "---"):
                rooms[cells[0]] = {word.strip() for word in cells[2].split(",")} - {"-"}
        return rooms
