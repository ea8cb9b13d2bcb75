"""What falls due among concerns: a draft is kept for thirty days after the last word."""

from django.db import connection


def run() -> int:
    """Forget old drafts; how many went."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT forget_old_drafts()")
        return int(cursor.fetchone()[0])
