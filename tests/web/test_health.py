def test_health_tells_database_and_journal_mode(client, database_kind):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json["web"] == "ok"
    assert answer.json["database"] == database_kind
    assert answer.json["journal_mode"] in {"wal", "truncate"}
