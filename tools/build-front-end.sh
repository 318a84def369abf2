#!/bin/sh
# Build the style sheet and script with the machine's Node (20 or newer), else with one installed into the virtual environment.
# $1: virtual environment, $2: front-end folder.
set -eu

venv=$(cd "$1" && pwd)
front=$2

suitable() {
    command -v npm >/dev/null 2>&1 && node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' 2>/dev/null
}

if ! suitable; then
    PATH=$venv/bin:$PATH
    if ! suitable; then
        echo "There is no Node 20 on this machine; installing one into the virtual environment …"
        "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-node.txt
    fi
fi

cd "$front"
if [ ! -e node_modules/.installed ] || [ package-lock.json -nt node_modules/.installed ]; then
    echo "Installing the front end's packages …"
    npm ci --silent
    touch node_modules/.installed
fi
echo "Building the front end …"
npm run --silent build
