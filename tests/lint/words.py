"""Words that mark unfinished work, places of somebody's own machine, and spelling.

British spelling is checked for the few words that differ and occur here. A file begins with a paragraph that says what
the thing is.
"""
import re

UNFINISHED = re.compile(
    r"\b(TODO|FIXME|XXX|HACK|[Nn]ot implemented|[Uu]nimplemented|[Ss]tubs?|[Pp]laceholders?|[Ff]or now)\b")
PLACES = re.compile(r"(?<![\w.])(/work/|/home/\w+|/root/|/Users/)|\.\./shared/")
TOOLS = re.compile(r"\b(Claude|Anthropic|OpenAI|ChatGPT|Copilot|LLM|language model)\b", re.I)
AMERICAN = re.compile(r"\b(behavior\w*|favor\w*|honor(?:ed|s)?|neighbor\w*|center(?:ed|s)?|canceled|canceling|labeled|"
                      r"organiz\w+|recogniz\w+|prioritiz\w+|analyz\w+|program+es)\b", re.I)

SUFFIXES = {".c", ".h", ".sh", ".py", ".md", ".1", ".build", ".json", ".csv", ".txt", ".sql", ".ics"}


def findings(tree):
    for name in tree.files("src", "include", "share", "tests", suffixes=SUFFIXES):
        if name.parts[:2] == ("tests", "lint"):
            continue
        text = tree.text(name)
        prose = tree.comments(name) if name.suffix in (".c", ".h") else text
        patterns = [(PLACES, "a place of one machine"), (TOOLS, "a tool")]
        if name.parts[0] != "tests":
            patterns.append((UNFINISHED, "unfinished"))
        for number, line in enumerate(text.splitlines(), 1):
            for pattern, what in patterns:
                match = pattern.search(line)
                if match:
                    yield f"{name}:{number}: {what}: {match.group(0)}"
        for number, line in enumerate(prose.splitlines(), 1):
            match = AMERICAN.search(line)
            if match and name.suffix not in (".ics", ".csv", ".json"):
                yield f"{name}:{number}: British spelling, please: {match.group(0)}"
        if name.suffix in (".c", ".h") and not text.startswith("/*\n * "):
            yield f"{name}:1: begin with a paragraph that says what this is"
