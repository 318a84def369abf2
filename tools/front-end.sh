#!/bin/sh
# Run one npm script (check, test) of the front end with the machine's Node (20 or newer), else with the virtual environment's.
# $1: virtual environment, $2: front-end folder (its packages installed by build-front-end.sh), $3: the script.
set -eu

venv=$(cd "$1" && pwd)
if ! node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' 2>/dev/null; then
    PATH=$venv/bin:$PATH
fi
cd "$2"
exec npm run --silent "$3"
