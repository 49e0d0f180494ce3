#!/bin/sh
# Sets up, builds and opens the sample school. Without a terminal: prints its week and ends.
#
#	sh share/run.sh               the sample school, in a file of its own
#	sh share/run.sh COMMAND ...   the program just built, with these words
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
log_dir=$(mktemp -d)
CC=${CC:-gcc}
export CC
# shellcheck source=share/setup.sh
. "$top/share/setup.sh"
build=${SENPLAN_BUILD:-$top/build-release}
trap 'rm -rf "$log_dir"' EXIT

# shellcheck disable=SC2086 # a list of words
need_packages $build_packages
if ! { configure "$build" --buildtype=release -Db_lto=true && ninja -C "$build" src/senplan; } \
	>"$log_dir/build.log" 2>&1; then
	tail -n 40 "$log_dir/build.log" >&2
	echo "senplan could not be built." >&2
	exit 1
fi

if [ $# -gt 0 ]; then
	"$build/src/senplan" "$@"
else
	# Without a terminal it prints the week. A home folder that is not there is not needed for a sample.
	HOME=${HOME:-$log_dir} "$build/src/senplan" --now 2026-11-23T08:00 demo secondary
fi
