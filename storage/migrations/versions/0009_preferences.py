"""What people and units have asked for: hours, one message each morning, cover; and who cannot be reached."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
_ALL_OR_NONE = (
    "(days IS NULL) = (begins IS NULL) AND (days IS NULL) = (ends IS NULL) AND "
    "(days IS NULL) = (holidays IS NULL)"
)


def upgrade() -> None:
    op.create_table(
        "preferences",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("works", sa.String(), nullable=False),
        *_hours(),
        sa.Column("one_by_one", sa.Boolean(), nullable=False),
        sa.Column("only_legal", sa.Boolean(), nullable=False),
        sa.Column("cover_id", sa.String(length=32), nullable=True),
        sa.Column("cover_until", sa.Date(), nullable=True),
        sa.CheckConstraint("works IN ('as_unit', 'fixed', 'shifts')", name="ck_preferences_works"),
        sa.CheckConstraint(_ALL_OR_NONE, name="ck_preferences_hours"),
        sa.CheckConstraint("(cover_id IS NULL) = (cover_until IS NULL)", name="ck_preferences_cover"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_preferences_person_id"),
        sa.ForeignKeyConstraint(["cover_id"], ["people.id"], name="fk_preferences_cover_id"),
        sa.PrimaryKeyConstraint("person_id", name="pk_preferences"),
    )
    op.create_table(
        "unit_preferences",
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        *_hours(),
        sa.Column("on_duty_id", sa.String(length=32), nullable=True),
        sa.CheckConstraint(_ALL_OR_NONE, name="ck_unit_preferences_hours"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_unit_preferences_unit_id"),
        sa.ForeignKeyConstraint(["on_duty_id"], ["people.id"], name="fk_unit_preferences_on_duty_id"),
        sa.PrimaryKeyConstraint("unit_id", name="pk_unit_preferences"),
    )
    op.create_table(
        "unreachable",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_unreachable_person_id"),
        sa.PrimaryKeyConstraint("person_id", name="pk_unreachable"),
    )


def _hours() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("days", sa.String(length=7), nullable=True),
        sa.Column("begins", sa.Time(), nullable=True),
        sa.Column("ends", sa.Time(), nullable=True),
        sa.Column("holidays", sa.Boolean(), nullable=True),
    )
