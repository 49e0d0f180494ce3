"""Nothing stands at the top level but what was agreed, and no file is a copy of a build or an editor."""
import subprocess

AGREED = {"meson.build", "README.md", "src", "include", "tests", "share"}
LEFT_BEHIND = (".o", ".a", ".so", ".orig", ".rej", ".swp", ".db", ".db-wal", ".db-shm", ".pyc", "~")


def tracked(tree):
    if (tree.root / ".git").exists():
        result = subprocess.run(["git", "ls-files"], cwd=tree.root, text=True, capture_output=True, check=False)
        if result.returncode == 0:
            return result.stdout.splitlines()
    return [str(path.relative_to(tree.root)) for path in tree.root.rglob("*") if path.is_file()]


def findings(tree):
    for name in tracked(tree):
        top = name.split("/")[0]
        if top not in AGREED and not top.startswith((".", "build")):
            yield f"{top} stands at the top level, and is not agreed"
        if name.endswith(LEFT_BEHIND) and not name.startswith(("tests/data/", "tests/lint/bad/")) and not top.startswith("build"):
            yield f"{name} was left behind"
    for needed in ("README.md", "meson.build", "tests/run.sh", "share/run.sh", ".ci/run"):
        if not (tree.root / needed).is_file():
            yield f"{needed} is missing"
