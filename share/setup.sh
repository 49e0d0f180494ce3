# shellcheck shell=sh disable=SC2034,SC2154
# Sourced by share/run.sh and tests/run.sh: puts Debian packages in place, and makes build directories.
# Expects `set -eu`, $top (the folder of the sources), $log_dir and $CC.

# What building needs.
build_packages="gcc libc6-dev meson ninja-build pkg-config libsqlite3-dev libical-dev libncurses-dev tzdata"

is_installed() {
	[ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# need_packages NAME...: installs those that are missing as root or by sudo; elsewhere names them and stops.
need_packages() {
	if ! command -v dpkg-query >/dev/null 2>&1; then
		need_tools "$@"
		return
	fi
	missing=
	for package in "$@"; do
		is_installed "$package" || missing="$missing $package"
	done
	[ -n "$missing" ] || return 0
	if [ "$(id -u)" -eq 0 ]; then
		as_root=
	elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
		as_root=sudo
	else
		echo "These packages are needed and missing:$missing" >&2
		echo "Install them with: apt-get install --no-install-recommends$missing" >&2
		exit 1
	fi
	echo "Installing:$missing"
	# The lists of a bare system are empty or old; the installation may work without new ones.
	$as_root apt-get update -q >/dev/null 2>&1 || echo "apt-get update failed; trying with the lists there are." >&2
	# shellcheck disable=SC2086 # a list of words
	if ! $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing \
		>"$log_dir/apt.log" 2>&1 </dev/null; then
		tail -n 20 "$log_dir/apt.log" >&2
		echo "These packages could not be installed:$missing" >&2
		exit 1
	fi
}

# Where there is no dpkg: are the tools there at all?
need_tools() {
	missing=
	for tool in cc meson ninja pkg-config; do
		command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
	done
	for library in sqlite3 libical ncursesw; do
		pkg-config --exists "$library" 2>/dev/null || missing="$missing $library"
	done
	[ -n "$missing" ] || return 0
	echo "This is no Debian, and these are needed and missing:$missing" >&2
	echo "On Debian 12 the packages are: $*" >&2
	exit 1
}

# configure DIR ARGUMENT...: a Meson build directory with exactly these arguments and folders; made anew when
# they have changed.
configure() {
	dir=$1
	shift
	made_of="$CC $* $(ls "$top"/src/*/meson.build "$top"/tests/*/meson.build)"
	if [ -f "$dir/build.ninja" ] && [ "$(cat "$dir/made_of" 2>/dev/null)" = "$made_of" ]; then
		return 0
	fi
	rm -rf "$dir"
	meson setup "$@" "$dir" "$top" || return 1
	echo "$made_of" >"$dir/made_of"
}
