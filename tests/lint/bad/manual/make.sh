# A program whose help has a command that the page does not tell of: make.sh DIR
set -eu
mkdir -p "$1/src"
printf '#!/bin/sh\necho ".SH COMMANDS"\necho ".B senplan new"\n' >"$1/src/senplan"
chmod +x "$1/src/senplan"
