"""Find the words of every line of the histories, however many there are.

Revision: 0014, after 0013
"""

from alembic import op

from tracker import word_index
from tracker.append_only import guard, release
from tracker.text import word_key

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TABLE = "status_update"
_SQLITE = "UPDATE status_update SET search_key = word_key(words)"
_WORDS = (
    "btrim(regexp_replace(regexp_replace(search_key, '[^a-z0-9]+', ' ', 'g'), "
    r"'([a-z0-9]{40})[a-z0-9]+', '\1', 'g'))"
)
_POSTGRESQL = f"UPDATE status_update SET search_key = {_WORDS} WHERE search_key <> {_WORDS}"  # noqa: S608 - our own words


def upgrade() -> None:
    release(op, TABLE)
    if op.get_bind().dialect.name == "sqlite":
        op.get_bind().connection.dbapi_connection.create_function("word_key", 1, word_key)
        op.execute(_SQLITE)
    else:
        op.execute(_POSTGRESQL)
    guard(op, TABLE)
    word_index.build(op)


def downgrade() -> None:
    """The keys stay: the former program finds words in them too."""
    word_index.drop(op)
