"""An address is found by the first parts of its path, and nothing else changes by it."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/about",
        "/places",
        "/map",
        "/api",
        "/api/claims",
        "/api/claims.csv",
        "/api/collections/places/items",
        "/map/control",
    ],
)
def test_what_there_is_is_found(open_client: TestClient, path: str) -> None:
    assert open_client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path", ["/nothing", "/api/nothing", "/map/nothing", "/place", "/place/a/b", "//about", "/api/claims/a/b"]
)
def test_what_there_is_not_is_not_found(open_client: TestClient, path: str) -> None:
    assert open_client.get(f"http://127.0.0.1:8765{path}").status_code == 404


def test_a_stroke_too_many_leads_to_the_page(open_client: TestClient) -> None:
    assert open_client.get("/about/", follow_redirects=False).headers["location"] == "http://127.0.0.1:8765/about"


@pytest.mark.parametrize("path", ["/about", "/api/claims", "/place/geonames:163808"])
def test_what_can_only_be_read_says_so(open_client: TestClient, path: str) -> None:
    assert open_client.post(path).status_code == 405
