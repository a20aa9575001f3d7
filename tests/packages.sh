#!/bin/bash
# packages.sh - the Debian packages of tests/packages.txt.
# A GROUP is build, helper, test, reader, slow or fuzz.
#   packages.sh missing GROUP        prints the packages of that group that are not there, one a line
#   packages.sh need GROUP…          says how to install what is missing, and fails then
#   packages.sh install GROUP…       installs it: the command line is shown first, a terminal is asked,
#                                    sudo is used when not root; all there: does nothing
#   packages.sh pkgs build           prints the pkg-config names
here=$(cd "$(dirname "$0")" && pwd)

there() {
	case $1 in
	pkg:*) pkg-config --exists "${1#pkg:}" 2>/dev/null ;;
	/*) [ -e "$1" ] ;;
	*) command -v "$1" >/dev/null ;;
	esac
}
rows() { grep -E "^$1 " "$here/packages.txt"; }
missing() {
	rows "$1" | while read -r _ need package _; do
		there "$need" || echo "$package"
	done | sort -u
}

missing_of() { for group; do missing "$group"; done | sort -u | xargs; }

need() {
	local packages
	packages=$(missing_of "$@")
	[ -z "$packages" ] || { echo "missing Debian packages: $packages"; echo "install them with: apt-get install $packages"; return 1; }
}

install() {
	local packages apt
	packages=$(missing_of "$@")
	[ -n "$packages" ] || return 0
	command -v apt-get >/dev/null || { echo "missing, and no apt-get to install: $packages"; return 1; }
	apt="apt-get install -y --no-install-recommends $packages"
	[ "$(id -u)" = 0 ] || apt="sudo $apt"
	echo "$apt"
	if [ -t 0 ] && [ -t 1 ]; then
		read -r -p "Install these? [Y/n] " answer
		case $answer in [nN]*) return 1 ;; esac
	fi
	export DEBIAN_FRONTEND=noninteractive
	$apt >/dev/null 2>&1 || { ${apt%% install*} update -qq && $apt >/dev/null; }
}

case $1 in
missing) missing "$2" ;;
need) shift; need "$@" ;;
pkgs) rows "$2" | awk '$2 ~ /^pkg:/ { print substr($2, 5) }' ;;
install) shift; install "$@" ;;
*) sed -n '2,9s/^# //p' "$0"; exit 2 ;;
esac
