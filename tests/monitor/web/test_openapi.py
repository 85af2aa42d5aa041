"""The API is as its description says: whatever is sent, the answer is one of those described."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, seed, settings
from jsonschema import Draft202012Validator
from schemathesis import Case, GenerationMode

from monitor.access.roles import Role
from monitor.web.api import describe

pytestmark = pytest.mark.slow

_TRIES = 4
_QUIET = settings(
    max_examples=_TRIES,
    deadline=timedelta(seconds=5),
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


def check(client: TestClient, description: dict[str, Any], case: Case) -> None:
    """Send a request, and compare the answer with the description."""
    sent = case.as_transport_kwargs(base_url="http://localhost")
    headers = {name: value for name, value in (sent.pop("headers") or {}).items() if name.lower() != "host"}
    if isinstance(sent.get("data"), bytes):
        sent["content"] = sent.pop("data")
    client.cookies = sent.pop("cookies") or {}
    answer = client.request(**{name: value for name, value in sent.items() if value is not None}, headers=headers)
    described = description["paths"][case.path][case.method.lower()]["responses"]

    assert answer.status_code < 500
    assert str(answer.status_code) in described | {"304": None, "400": None, "405": None}, answer.text
    if answer.status_code == 200 and answer.headers["content-type"] == "application/json":
        schema = described["200"]["content"]["application/json"]["schema"]
        Draft202012Validator({**schema, "components": description["components"]}).validate(answer.json())
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: str(mode.value))
def test_whatever_is_sent_the_answer_is_a_described_one(
    reader: Callable[..., TestClient], mode: GenerationMode
) -> None:
    client = reader(Role.ADMINISTRATOR)
    description = describe(client.app)
    operations = [found.ok() for found in schemathesis.openapi.from_dict(description).get_all_operations()]

    assert len(operations) >= 3
    for operation in operations:

        @seed(1)
        @_QUIET
        @given(case=operation.as_strategy(generation_mode=mode))
        def holds(case: Case) -> None:
            check(client, description, case)

        if mode is GenerationMode.POSITIVE or any(operation.iter_parameters()):
            holds()
