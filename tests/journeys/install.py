"""Makes a small installation with a worked example in the folder JOINEDUP_VAR names, and prints how its people sign in as JSON.

Run as a program of its own: the journeys meet the service as people do, over the network and with its own database.
"""

import json
import os
import sys
from dataclasses import asdict

CHILDREN = 400


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "joinedup.config.settings")
    import django

    django.setup()
    from joinedup.config.preparing import prepare
    from joinedup.rehearsal import worked_example

    prepare()
    worked_example.CHILDREN = CHILDREN
    json.dump([asdict(entry) for entry in worked_example.play_worked_example()], sys.stdout)


if __name__ == "__main__":
    main()
