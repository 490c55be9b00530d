"""Hartslag van werkprocessen, en aanmeldpogingen."""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table('hartslag',
        sa.Column('worker', sa.String(), nullable=False),
        sa.Column('sinds', MOMENT, nullable=False),
        sa.Column('op', MOMENT, nullable=False),
        sa.Column('versie', sa.String(), nullable=False),
        sa.PrimaryKeyConstraint('worker', name=op.f('pk_hartslag')),
    )
    op.create_table('aanmeldpoging',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('blind', sa.String(), nullable=False),
        sa.Column('op', MOMENT, nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_aanmeldpoging')),
    )
    op.create_index('ix_aanmeldpoging_blind_op', 'aanmeldpoging', ['blind', 'op'])


def downgrade() -> None:
    op.drop_table('aanmeldpoging')
    op.drop_table('hartslag')
