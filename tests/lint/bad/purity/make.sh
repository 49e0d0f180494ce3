# Builds the bad engine as the real one is built: make.sh DIR
set -eu
mkdir -p "$1/src"
"${CC:-cc}" -O2 -fPIE -c src/engine.c -o "$1/src/engine.o"
ar rc "$1/src/libsp_engine.a" "$1/src/engine.o"
