#!/bin/sh
# Makes this checkout ready: virtual environment, system libraries, compiled catalogues.
#
#   sh web/setup/prepare.sh run     what `make run` needs
#   sh web/setup/prepare.sh check   the same, and the tools that read the code
#   sh web/setup/prepare.sh test    the same, and Chromium, PostgreSQL and the PDF tools
#
# Quick when nothing has changed since the last time. Plain POSIX sh: it runs before anything is
# installed. As root on Debian or Ubuntu it installs what is missing; else it names it in one line.
set -eu
cd "$(dirname "$0")/../.."
mode=${1:-run}
venv=.venv/bin/python
PATH="$PATH:/usr/sbin:/sbin"

case $mode in
  run) wanted=requirements.txt ;;
  check | test) wanted=requirements-dev.txt ;;
  *) echo "prepare.sh: run, check or test, not “$mode”" >&2; exit 2 ;;
esac

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

# need WHY PACKAGE...: install these Debian packages, or say in one line which they are.
need() {
  why=$1
  shift
  may_install || stop "Missing for $why: $*. Install with: sudo apt-get install $*"
  say "Installing for $why: $*"
  DEBIAN_FRONTEND=noninteractive
  export DEBIAN_FRONTEND
  apt-get update -qq </dev/null >.apt.log 2>&1 || say "apt-get update did not work; trying with the lists there are"
  apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 "$@" </dev/null >>.apt.log 2>&1 || {
    tail -n 20 .apt.log >&2
    stop "apt-get could not install: $*"
  }
  rm -f .apt.log
}

recent_enough() {
  command -v "$1" >/dev/null 2>&1 &&
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
  for python in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if recent_enough "$python"; then return; fi
  done
  found=$(python3 -V 2>&1 || true)
  stop "Ensemble needs Python 3.11 or newer; here: ${found:-none}. Name one with PYTHON=/path/to/python3."
}

# The venv module without its pip is Debian's default; the package is named after the Python.
make_venv() {
  find_python
  if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    case $("$python" -c 'import sys; print(sys.executable)') in
      /usr/bin/*) need "Python's virtual environments" "$("$python" -c 'import sys; print("python3.%d-venv" % sys.version_info[1])')" ;;
      *) stop "$python has no ensurepip: name a complete Python with PYTHON=/path/to/python3" ;;
    esac
  fi
  say "Making .venv with $("$python" -V)"
  rm -rf .venv
  "$python" -m venv .venv
}

# A machine may send pip elsewhere (a mirror, a proxy, a folder of wheels); uv would not follow.
pip_is_configured() { [ -n "$("$venv" -m pip config list 2>/dev/null)" ]; }

install_packages() {
  say "Installing the Python packages of $wanted (a minute or two, the first time)"
  if command -v uv >/dev/null 2>&1 && ! pip_is_configured; then
    if uv pip install --quiet --python "$venv" --require-hashes --only-binary :all: -r "$wanted"; then return; fi
    say "uv did not manage; trying pip"
  fi
  "$venv" -m pip install -qq --disable-pip-version-check --no-input \
    --require-hashes --only-binary :all: -r "$wanted" ||
    stop "pip could not install $wanted; what it says is above. Run make again to go on."
}

# Asked of the dynamic loader itself, so that any distribution will do.
has_library() { "$venv" -c "import ctypes, sys; ctypes.CDLL(sys.argv[1])" "$1" >/dev/null 2>&1; }

system_libraries() {
  missing=
  has_library libpango-1.0.so.0 || missing="$missing libpango-1.0-0"
  has_library libpangoft2-1.0.so.0 || missing="$missing libpangoft2-1.0-0"
  has_library libharfbuzz-subset.so.0 || missing="$missing libharfbuzz-subset0"
  # shellcheck disable=SC2086  # one word a package
  [ -z "$missing" ] || need "making PDF documents" $missing
}

has_chromium() { [ -x "${CHROMIUM:-/usr/bin/chromium}" ]; }

has_postgresql() {
  [ -n "${TEST_PG_URL:-}" ] || command -v initdb >/dev/null 2>&1 ||
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

test_programs() {
  missing=
  has_chromium || missing="$missing chromium"
  has_postgresql || missing="$missing postgresql"
  command -v pdftoppm >/dev/null 2>&1 || missing="$missing poppler-utils"
  # shellcheck disable=SC2086  # one word a package
  [ -z "$missing" ] || need "the tests" $missing
  has_chromium || stop "No Chromium at ${CHROMIUM:-/usr/bin/chromium}; name one with CHROMIUM=/path/to/chrome"
}

compile_catalogues() {
  for po in i18n/*/LC_MESSAGES/messages.po; do
    [ -e "$po" ] || return 0
    if [ ! -e "${po%.po}.mo" ] || [ -n "$(find "$po" -newer "${po%.po}.mo")" ]; then
      "$venv" -P i18n/catalogues.py compile
      return
    fi
  done
}

stamp=.venv/ready-$wanted
state() { "$venv" -V 2>&1 && cksum "$wanted"; }

if [ ! -x "$venv" ] || [ "$(state)" != "$(cat "$stamp" 2>/dev/null)" ]; then
  "$venv" -m pip --version >/dev/null 2>&1 || make_venv
  system_libraries
  if [ "$mode" = test ]; then test_programs; fi
  install_packages
  state >"$stamp"
elif [ "$mode" = test ]; then
  test_programs
fi
compile_catalogues
