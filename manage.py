#!/usr/bin/env python
"""Django's own commands, with the embedded database running and the role each needs."""

import sys

from tovholder.cli import django_command

if __name__ == "__main__":
    django_command(sys.argv)
