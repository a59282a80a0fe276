"""What `make chaos` holds with five hundred kills, with a few."""

from tests.chaos.posting import posting_run


def test_a_server_that_dies_loses_and_doubles_nothing(app, tmp_path):
    words, faults = posting_run(app.config["SQLALCHEMY_DATABASE_URI"], tmp_path, kills=6)
    assert faults == [], words
