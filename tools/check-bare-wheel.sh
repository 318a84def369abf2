#!/usr/bin/env bash
# Build the wheel, install it alone (no extras) into a fresh environment, and check frameworks and a list with it.
set -euo pipefail

python=$PWD/.venv/bin/python
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$python" -m build --wheel --no-isolation --outdir "$folder/wheel" . >"$folder/build.log" || { cat "$folder/build.log"; exit 1; }
"$python" -m zipfile -l "$folder"/wheel/*.whl | grep -q 'web/static/dist/joinedup.css' || { echo "The wheel lacks the built front end." >&2; exit 1; }
"$python" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "$folder"/wheel/*.whl -c <(grep -oE '^[a-z0-9._-]+==[^ ;]+' requirements.txt)

cd "$folder"
joinedup=$folder/venv/bin/joinedup
"$joinedup" frameworks check

# A list with one fault must be found (exit code 1), through a fresh, bare installation.
cat >police-missing.csv <<'LIST'
This is not the list that was asked for
1
LIST
set +e
"$joinedup" lists check police-missing.csv --framework jtai-2016-sexual-exploitation-missing --json found.json
code=$?
set -e
[ "$code" -eq 1 ] || [ "$code" -eq 3 ] || { echo "lists check ended with code $code on a faulty list; 1 or 3 was due." >&2; exit 1; }
"$folder/venv/bin/python" -c 'import importlib.util, sys; sys.exit(importlib.util.find_spec("django") is not None)'
echo "The bare package checks frameworks and lists without a server."
