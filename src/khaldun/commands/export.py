"""`khaldun export`."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from khaldun.api import open_record
from khaldun.export import check, write


def run(arguments: Namespace) -> int:
    """Write the record in a format, and name the files."""
    check(arguments.format)
    out = arguments.out or ("-" if arguments.format == "geojson" else f"{Path(arguments.record).stem}-{arguments.format}")
    with open_record(arguments.record) as record:
        for path in write(record.store, arguments.format, out, names=arguments.names):
            print(path, file=sys.stderr)
    return 0
