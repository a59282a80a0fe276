def test_health_tells_database_and_journal_mode(client, database_kind):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json["web"] == "ok"
    assert answer.json["database"] == database_kind
    assert answer.json["journal_mode"] in {"wal", "truncate"}


def test_health_fails_when_the_database_does_not_answer(make_app):
    app = make_app(database_url="postgresql+psycopg://nobody@127.0.0.1:1/none")
    answer = app.test_client().get("/healthz")
    assert answer.status_code == 503
    assert answer.json == {"web": "ok", "database": "unreachable"}
