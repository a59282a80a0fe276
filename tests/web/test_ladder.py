"""Every route, every role: who is let in is what the route declares and the matrix says."""

import pytest
from werkzeug.routing import Rule

from tests.support.people import person, sign_in
from tracker.accounts import queries
from tracker.permissions import EVERYONE, MATRIX, Role
from tracker.web.gate import policy_of

# A value for each kind of variable part; the rows need not exist (then 404 stands for "let in").
VALUES = {"code": "KH196-2025", "id": 1, "update_id": 1, "session_id": 1, "filename": "css/app.css"}
LET_IN = {200, 302, 303, 400, 404, 422}


def routes(app):
    """Every protected rule with its policy and an address."""
    with app.test_request_context():
        urls = app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            policy = policy_of(app.view_functions[rule.endpoint])
            if policy.permission is not None:
                values = {name: VALUES[name] for name in rule.arguments}
                yield rule, policy, urls.build(rule.endpoint, values, method=_method(rule))


def _method(rule: Rule) -> str:
    return "GET" if "GET" in rule.methods else "POST"


def test_anonymous_is_sent_to_sign_in_everywhere(seeded_app, seeded_client):
    for rule, _, address in list(routes(seeded_app)):
        answer = seeded_client.open(
            address, method=_method(rule), data={"csrf_token": seeded_client.token}
        )
        assert answer.status_code in {302, 400}, rule
        if answer.status_code == 302:
            assert answer.location.startswith("/dang-nhap"), rule


@pytest.mark.parametrize("role", [*Role, None])
def test_role_opens_what_the_matrix_gives(seeded_app, seeded_client, role):
    scope = queries.unit_id_by_code("UBND" if role is not Role.FOCAL else "STP")
    person("someone", *([(role, scope)] if role else []))
    sign_in(seeded_client, "someone")
    permissions = MATRIX[role] if role else EVERYONE
    for rule, policy, address in list(routes(seeded_app)):
        if rule.endpoint == "accounts.sign_out" or _method(rule) == "POST":
            continue
        status = seeded_client.get(address).status_code
        if policy.permission in permissions:
            assert status in LET_IN, (rule, role, status)
        else:
            assert status == 403, (rule, role, status)


def test_disabled_person_opens_nothing(seeded_app, seeded_client):
    person("someone", ("leadership", queries.unit_id_by_code("UBND")))
    sign_in(seeded_client, "someone")
    result = seeded_app.test_cli_runner().invoke(args=["user", "disable", "someone"])
    assert result.exit_code == 0
    assert seeded_client.get("/tai-khoan").status_code == 302
