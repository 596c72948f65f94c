"""`khaldun serve` and `khaldun demo`."""

from __future__ import annotations

import os
import secrets
import sys
from argparse import Namespace
from pathlib import Path

from khaldun.api import open_record
from khaldun.commands.build import Progress, report
from khaldun.errors import UsageError
from khaldun.store.connect import shown


def run(arguments: Namespace) -> int:
    """Serve a record until Ctrl-C."""
    open_record(arguments.record).close()
    return _serve(arguments.record, arguments)


def demo(arguments: Namespace) -> int:
    """Build the record of the bundled sample, and serve it."""
    from importlib.resources import as_file, files

    from khaldun.run import build

    record = arguments.record
    if record is None:
        cache().mkdir(parents=True, exist_ok=True)
        record = str(cache() / "demo.sqlite")
    with as_file(files("khaldun.sample") / "reports") as reports, Progress() as progress:
        result = build([reports], record=record, progress=progress)
    report(result)
    return 0 if arguments.build_only else _serve(record, arguments)


def cache() -> Path:
    """The user's folder for what can be made again."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "khaldun"


def _serve(record: str | Path, arguments: Namespace) -> int:
    from khaldun.web import serve
    from khaldun.web.basemap import Basemap
    from khaldun.web.security import is_loopback

    if arguments.basemap is not None:
        Basemap(arguments.basemap)  # told of before the address is
    _free(arguments.host, arguments.port)
    host = f"[{arguments.host}]" if ":" in arguments.host else arguments.host
    token = (
        arguments.token
        or os.environ.get("KHALDUN_TOKEN")
        or (secrets.token_urlsafe(16) if is_loopback(arguments.host) else None)
    )
    if token is not None:
        address = f"http://{host}:{arguments.port}/"
        print(f"serving {shown(record)} on {address} (Ctrl-C ends it)", file=sys.stderr)
        print(f"to judge claims: {address}review#token={token}", file=sys.stderr, flush=True)
    serve(
        record,
        host=arguments.host,
        port=arguments.port,
        names=arguments.names,
        token=token,
        workers=arguments.workers,
        basemap=arguments.basemap,
    )
    return 0


def _free(host: str, port: int) -> None:
    """Raises UsageError where the address cannot be served on: taken, not of this machine."""
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as error:
            raise UsageError(
                f"cannot serve on {host} port {port}: {error.strerror}; choose others with --host and --port"
            ) from None
