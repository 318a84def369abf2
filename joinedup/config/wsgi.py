"""The WSGI application that `joinedup serve` runs."""

import os

from django.core.wsgi import get_wsgi_application

from joinedup.config.memory import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "joinedup.config.settings")
application = get_wsgi_application()
settle()
