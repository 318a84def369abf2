#!/usr/bin/env bash
# Build the wheel, install it alone (no extras) into a fresh environment, and check frameworks and a list with it.
set -euo pipefail

python=$PWD/.venv/bin/python
lists=$PWD/tests/lists
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$python" -m build --wheel --no-isolation --outdir "$folder/wheel" . >"$folder/build.log" || { cat "$folder/build.log"; exit 1; }
# Written down first: a reader that stops at the first match would break the pipe under a lister still writing.
"$python" -m zipfile -l "$folder"/wheel/*.whl >"$folder/contents.txt"
grep -q 'web/static/dist/joinedup.css' "$folder/contents.txt" || { echo "The wheel lacks the built front end." >&2; exit 1; }
"$python" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "$folder"/wheel/*.whl -c <(grep -oE '^[a-z0-9._-]+==[^ ;]+' requirements.txt)

cd "$folder"
joinedup=$folder/venv/bin/joinedup
"$joinedup" frameworks check

# A list with one impossible date: the fault must be found in its row, and be the only reason to leave a row out.
set +e
"$joinedup" lists check "$lists/police-missing.csv" --framework jtai-2016-sexual-exploitation-missing --json found.json
code=$?
set -e
[ "$code" -eq 1 ] || { echo "lists check ended with code $code on a list with issues; 1 was due." >&2; exit 1; }
"$folder/venv/bin/python" - <<'CHECK'
import json, sys
blocking = [(issue["row"], issue["rule"]) for issue in json.load(open("found.json"))["issues"] if issue["severity"] == "blocks"]
sys.exit(None if blocking == [(3, "date_unreadable")] else f"lists check found {blocking}; one unreadable date in row 3 was due.")
CHECK
"$folder/venv/bin/python" -c 'import importlib.util, sys; sys.exit(importlib.util.find_spec("django") is not None)'
echo "The bare package checks frameworks and lists without a server."
