"""The provincial index: sets, criteria, results by year, links to tasks and fields.

Revision: 0010, after 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = ("criterion_link", "criterion_score", "criterion", "criteria_set")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=True) for name in names]


def _seeded(table: str, *columns: sa.Column[int]) -> list[sa.schema.SchemaItem]:
    """The key, `columns`, and what seeding last wrote."""
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        *columns,
        sa.Column("seed_digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "criteria_set",
        *_seeded("criteria_set", _whole("year_from"), *_numbers("year_to")),
        sa.Column("code", sa.String(length=40), nullable=False),
        *_texts("name", "decision", "note", "source"),
        sa.UniqueConstraint("code", name=op.f("uq_criteria_set_code")),
    )
    _criterion()
    op.create_table(
        "criterion_score",
        *_seeded("criterion_score", *map(_whole, ("criterion_id", "year", "version"))),
        *_numbers("achieved", "percent", "rank", "rank_of"),
        *_texts("printed", "note", "source"),
        _reference("criterion_score", "criterion_id", "criterion"),
        sa.UniqueConstraint(
            "criterion_id", "year", name=op.f("uq_criterion_score_criterion_id_year")
        ),
    )
    _link()


def _criterion() -> None:
    op.create_table(
        "criterion",
        *_seeded("criterion", *map(_whole, ("set_id", "position", "version"))),
        *_numbers("parent_id", "field_id", "maximum"),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        *_texts("name", "body_text", "note", "source"),
        sa.CheckConstraint(
            "kind IN ('total', 'field', 'assessed', 'survey')",
            name=op.f("ck_criterion_kind_known"),
        ),
        _reference("criterion", "set_id", "criteria_set"),
        _reference("criterion", "parent_id", "criterion"),
        _reference("criterion", "field_id", "field"),
        sa.UniqueConstraint("code", name=op.f("uq_criterion_code")),
    )
    for column in ("set_id", "parent_id", "field_id"):
        op.create_index(op.f(f"ix_criterion_{column}"), "criterion", [column])


def _link() -> None:
    op.create_table(
        "criterion_link",
        *_seeded("criterion_link", *map(_whole, ("criterion_id", "version"))),
        *_numbers("task_id", "field_id"),
        *_texts("basis", "source"),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(task_id IS NULL) <> (field_id IS NULL)", name=op.f("ck_criterion_link_one_target")
        ),
        _reference("criterion_link", "criterion_id", "criterion"),
        _reference("criterion_link", "task_id", "task"),
        _reference("criterion_link", "field_id", "field"),
        *(
            sa.UniqueConstraint(
                "criterion_id", column, name=op.f(f"uq_criterion_link_criterion_id_{column}")
            )
            for column in ("task_id", "field_id")
        ),
    )
    for column in ("task_id", "field_id"):
        op.create_index(op.f(f"ix_criterion_link_{column}"), "criterion_link", [column])


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
