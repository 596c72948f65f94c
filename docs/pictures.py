"""The screenshots of docs/img, taken of the sample's record in Debian's Chromium: python docs/pictures.py"""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

IMAGES = Path(__file__).parent / "img"
REPORTS = Path(__file__).parents[1] / "src/khaldun/sample/reports"
KHALDUN = [sys.executable, "-m", "khaldun"]
PALMYRA = "geonames:163808"
MAP = f"/map?on=2017-01-25&place={PALMYRA}"
TOKEN = "for-a-picture"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(address: str) -> None:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"{address} does not answer")


def shoot(browser: Browser, base: str) -> None:
    views = (
        ("map", MAP, {"width": 1280, "height": 820}, "light"),
        ("place", f"/place/{PALMYRA}", {"width": 1100, "height": 1000}, "light"),
        ("dark", MAP, {"width": 1280, "height": 820}, "dark"),
        ("filter", "/map?on=2016-03-28&kind=&days=90", {"width": 1280, "height": 820}, "light"),
        ("phone", f"/place/{PALMYRA}", {"width": 390, "height": 800}, "light"),
    )
    for name, path, size, scheme in views:
        page = browser.new_page(viewport=size, color_scheme=scheme)
        answer = page.goto(base + path)
        if answer is None or answer.status != 200:
            raise SystemExit(f"{path}: {answer and answer.status}")
        page.wait_for_timeout(3000)
        page.screenshot(path=str(IMAGES / f"{name}.png"))
        page.close()
    bench(browser, base)


def bench(browser: Browser, base: str) -> None:
    """The review bench, with its first claim."""
    page = browser.new_page(viewport={"width": 1280, "height": 860})
    page.goto(f"{base}/review#token={TOKEN}")
    page.get_by_label("Your name").fill("A. Reader")
    page.keyboard.press("Enter")
    page.locator(".kb-desk").wait_for()
    page.wait_for_timeout(800)
    page.screenshot(path=str(IMAGES / "bench.png"))
    page.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        record = str(Path(folder) / "sample.sqlite")
        # Exit status 1: the sample holds a line without its text on purpose.
        if subprocess.run([*KHALDUN, "build", str(REPORTS), "--record", record]).returncode > 1:
            raise SystemExit("the sample could not be built")
        port = free_port()
        server = subprocess.Popen([*KHALDUN, "serve", "--record", record, "--port", str(port), "--token", TOKEN])
        try:
            base = f"http://127.0.0.1:{port}"
            wait_for(base)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path="/usr/bin/chromium",
                    args=["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--no-sandbox"],
                )
                shoot(browser, base)
                browser.close()
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
