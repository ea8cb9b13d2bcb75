"""Every address of the house: each package tells its own."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

from .health import health, health_of_sealing

urlpatterns = [
    path("healthz", health, name="health"),
    path("healthz/sealing", health_of_sealing, name="health_of_sealing"),
    *(
        path("", include(f"tovholder.{name}.urls"))
        for name in settings.PACKAGES
        if find_spec(f"tovholder.{name}.urls")
    ),
]

# What a person sees when something is missing, refused or broken.
handler400 = "tovholder.shell.errors.bad_request"
handler403 = "tovholder.shell.errors.refused"
handler404 = "tovholder.shell.errors.not_found"
handler500 = "tovholder.shell.errors.broken"
