"""Where professionals meet about themselves and their work: a forum's book, never a case's."""
