"""The server process: one port for everything, or pages and streams apart behind a proxy."""

import os
import socket
from pathlib import Path
from typing import Any

from . import switches


class PortTaken(RuntimeError):
    """Something else answers where the house was to answer."""


PATIENCE = 5  # seconds an open stream may delay a stop; its reader reconnects by itself


def serve(told: dict[str, Any]) -> None:
    """Serve with these options until told to stop."""
    from granian import Granian

    require_free(told["address"], told["port"])
    scheme = "https" if "ssl_cert" in told else "http"
    print(f"Tovholder answers on {scheme}://{told['address']}:{told['port']}/", flush=True)
    Granian(**told).serve()


def require_free(address: str, port: int) -> None:
    """Raise PortTaken where someone answers already: two houses would share the port unseen."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((address, port))
        except OSError as taken:
            raise PortTaken(
                f"{address}:{port} cannot be used ({taken.strerror}): "
                "stop what answers there, or set PORT to another number."
            ) from taken


def options(*, part: str) -> dict[str, Any]:
    """What the server is told, from the operator's switches. part: everything, pages or live."""
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings

    demonstration = switches.on("TOVHOLDER_DEMO")
    told: dict[str, Any] = {
        "target": "tovholder.asgi:application",
        "interface": Interfaces.ASGI,
        "address": switches.text("TOVHOLDER_LISTEN", "127.0.0.1"),
        "port": switches.number("PORT", 8000),
        "workers": switches.number(
            "TOVHOLDER_WORKERS", 1 if demonstration else os.cpu_count() or 1
        ),
        "workers_kill_timeout": PATIENCE,
        "respawn_failed_workers": not demonstration,
        "websockets": False,
        # A slow sender may not hold a place for ever.
        "http1_settings": HTTP1Settings(header_read_timeout=15_000),
        "log_level": "warning",
    }
    return told | _of_part(part) | _certificate()


def _of_part(part: str) -> dict[str, Any]:
    from granian.constants import Interfaces

    if part == "pages":
        # One thread a process: its connection and its prepared statements are its own.
        return {
            "target": "tovholder.wsgi:application",
            "interface": Interfaces.WSGI,
            "blocking_threads": 1,
        }
    return {"workers": 1} if part == "live" else {}


def _certificate() -> dict[str, Any]:
    certificate = switches.text("TOVHOLDER_CERTIFICATE")
    if not certificate:
        return {}
    return {
        "ssl_cert": Path(certificate),
        "ssl_key": Path(switches.text("TOVHOLDER_CERTIFICATE_KEY")),
    }
