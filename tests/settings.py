"""The settings of the tests: the demonstration's, on a database of their own."""

import os

for outer in ("DATABASE_URL", "DATABASE_OWNER_URL", "SECRET_KEY", "TOVHOLDER_ADDRESS"):
    os.environ.pop(outer, None)
os.environ["TOVHOLDER_DEMO"] = "1"
# Playwright keeps an event loop in the test's own thread; Django takes it for an async view.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from tovholder.settings import *  # noqa: E402, F403 the switches above come first; all settings are wanted
