"""The API keeps to its own description: whatever is asked, rightly or wrongly (Schemathesis)."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from khaldun.web import app
from khaldun.web.api.openapi import description
from tests.web.records import small

TOKEN = "a-token-of-this-test"
OPERATIONS = [(path, method) for path, methods in description()["paths"].items() for method in methods]


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> schemathesis.BaseSchema:
    store = small(tmp_path_factory.mktemp("api") / "small.sqlite")
    return schemathesis.openapi.from_asgi("/api/openapi.json", app(store, names=True, host="203.0.113.7", token=TOKEN))


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_answer_is_one_that_the_description_allows(
    described: schemathesis.BaseSchema, path: str, method: str, mode: GenerationMode
) -> None:
    operation = described[path][method]
    if mode is GenerationMode.NEGATIVE and not operation.definition.raw.get("parameters") and method == "get":
        pytest.skip("it takes nothing that could be wrong")

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def hold(case: schemathesis.Case) -> None:
        case.call_and_validate(headers={"Authorization": f"Bearer {TOKEN}"} if method == "post" else None)

    hold()
