#!/bin/sh
# Make the virtual environment named by $1 with the newest suitable Python, or say in a sentence what is missing.
set -eu

folder=$1
suitable='import sys; sys.exit(sys.version_info < (3, 11))'
for python in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
    if command -v "$python" >/dev/null 2>&1 && "$python" -c "$suitable" 2>/dev/null; then
        found=$python
        break
    fi
done

if [ -z "${found:-}" ]; then
    echo "Joinedup needs Python 3.11 or newer, and there is none on the PATH. On Debian or Ubuntu: apt-get install python3 python3-venv" >&2
    echo "If yours has another name, say so: make run PYTHON=/path/to/python3" >&2
    exit 1
fi
if ! "$found" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "$found cannot make virtual environments: its venv module is missing. On Debian or Ubuntu: apt-get install python3-venv" >&2
    exit 1
fi
[ -x "$folder/bin/python" ] || "$found" -m venv "$folder"
