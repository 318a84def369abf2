"""The WSGI application that `joinedup serve` runs."""

import os

from django.core.wsgi import get_wsgi_application

from joinedup.config.memory import settle
from joinedup.config.threads import one_thread_a_request

one_thread_a_request()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "joinedup.config.settings")
application = get_wsgi_application()
settle()
