"""Shell scripts parse as POSIX sh, stop at errors, and pass shellcheck where it is installed."""
import shutil
import subprocess


def findings(tree):
    names = tree.files("tests", "share", ".ci", suffixes=(".sh",))
    names += [name for name in tree.files(".ci", suffixes=("",)) if name.name == "run"]
    for name in names:
        text = tree.text(name)
        shell = "bash" if text.startswith("#!/usr/bin/env bash") else "sh"
        result = subprocess.run([shell, "-n", str(name)], cwd=tree.root, text=True, capture_output=True, check=False)
        if result.returncode != 0:
            yield f"{name}: {result.stderr.strip()}"
        if "set -eu" not in text and "set -u" not in text:
            yield f"{name}: no set -eu"
        if shutil.which("shellcheck"):
            result = subprocess.run(["shellcheck", "-x", "-f", "gcc", str(name)], cwd=tree.root, text=True,
                                    capture_output=True, check=False)
            yield from result.stdout.splitlines()
