"""Pages: one thread, one persistent connection, one request at a time."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tovholder.settings")
application = get_wsgi_application()

from .refusals import refuse  # noqa: E402 the settings are read by now

refuse()
