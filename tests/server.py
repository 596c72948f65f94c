"""A PostgreSQL server of the tests' own, where its programs are installed: in a folder that goes with it, reached by this machine alone."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

GIVEN = os.environ.get("KHALDUN_TEST_POSTGRESQL")
"""The address of an empty database to use instead; everything in it is lost."""

FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
"""Settings of a server whose data nobody will want back."""


def programs() -> Path | None:
    """The folder of `initdb` and `postgres`: Debian keeps them off the path."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return next((f for f in reversed(folders) if (f / "initdb").is_file() and (f / "postgres").is_file()), None)


@contextmanager
def server(bin_folder: Path) -> Iterator[str]:
    """The address of an empty database, as long as it is wanted; the server refuses root, so that root runs it as `nobody`."""
    user = "nobody" if os.name == "posix" and os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="khaldun-postgres-"))
    if user:
        shutil.chown(folder, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    make = [bin_folder / "initdb", "-D", folder / "data", "-A", "trust", "-U", "khaldun", "-E", "UTF8", "--no-sync"]
    options = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", *FAST]
    run = [bin_folder / "postgres", "-D", folder / "data", *(word for option in options for word in ("-c", option))]
    try:
        subprocess.run(make, user=user, cwd=folder, check=True, capture_output=True)
        running = subprocess.Popen(run, user=user, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            address = f"postgresql://khaldun@127.0.0.1:{port}/postgres"
            _answers(address, running)
            yield address
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _answers(address: str, running: subprocess.Popen[bytes]) -> None:
    """Wait until the server takes a connection; raises RuntimeError where it ends, or takes none in half a minute."""
    for _ in range(300):
        if running.poll() is not None:
            raise RuntimeError(f"the PostgreSQL server ended with {running.returncode}")
        try:
            psycopg.connect(address, connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise RuntimeError("the PostgreSQL server takes no connection")


def emptied(address: str) -> str:
    """The address, its database without any table."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return address
