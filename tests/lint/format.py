"""The code is as clang-format 14 leaves it."""
import re
import shutil
import subprocess

PLACE = re.compile(r"^(.*?):(\d+):\d+: (?:error|warning): code should be clang-formatted")


def findings(tree):
    tool = shutil.which("clang-format-14") or shutil.which("clang-format")
    if tool is None:
        yield "clang-format is missing: install clang-format"
        return
    names = [str(name) for name in tree.files("src", "include", "tests")]
    if not names:
        return
    result = subprocess.run([tool, "--dry-run", "-Werror", *names], cwd=tree.root, text=True, capture_output=True,
                            check=False)
    seen = set()
    for line in result.stderr.splitlines():
        match = PLACE.match(line)
        if match and match.group(1) not in seen:
            seen.add(match.group(1))
            yield f"{match.group(1)}:{match.group(2)}: run clang-format -i on it"
    if result.returncode != 0 and not seen:
        yield result.stderr.strip() or "clang-format failed"
