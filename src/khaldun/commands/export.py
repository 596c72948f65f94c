"""`khaldun export`."""

from __future__ import annotations

import sys
from argparse import Namespace

from khaldun.api import open_record
from khaldun.export import check, place_for, write


def run(arguments: Namespace) -> int:
    """Write the record in a format, and name the files."""
    check(arguments.format)
    out = arguments.out or place_for(arguments.format, arguments.record)
    with open_record(arguments.record) as record:
        for path in write(record.store, arguments.format, out, names=arguments.names, claim=arguments.claim):
            print(path, file=sys.stderr)
    return 0
