"""Aanmelden met een code: tweede stap, herstelcodes, halve aanmeldingen, en wanneer een sessie gezien is."""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column('sessie', sa.Column('gezien_op', MOMENT, nullable=True))
    op.add_column('sessie', sa.Column('met_code_op', MOMENT, nullable=True))
    op.create_table('aanmelding',
        sa.Column('id', sa.String(), nullable=False),
        sa.Column('persoon_id', sa.Uuid(), nullable=False),
        sa.Column('verloopt_op', MOMENT, nullable=False),
        sa.ForeignKeyConstraint(['persoon_id'], ['persoon.id'], name=op.f('fk_aanmelding_persoon_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_aanmelding')),
    )
    op.create_index(op.f('ix_aanmelding_persoon_id'), 'aanmelding', ['persoon_id'])
    op.create_table('tweede_stap',
        sa.Column('persoon_id', sa.Uuid(), nullable=False),
        sa.Column('geheim', sa.LargeBinary(), nullable=False),
        sa.Column('gemaakt_op', MOMENT, nullable=False),
        sa.Column('aan_op', MOMENT, nullable=True),
        sa.Column('laatste_stap', sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(['persoon_id'], ['persoon.id'], name=op.f('fk_tweede_stap_persoon_id')),
        sa.PrimaryKeyConstraint('persoon_id', name=op.f('pk_tweede_stap')),
    )
    op.create_table('herstelcode',
        sa.Column('blind', sa.String(), nullable=False),
        sa.Column('persoon_id', sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(['persoon_id'], ['persoon.id'], name=op.f('fk_herstelcode_persoon_id')),
        sa.PrimaryKeyConstraint('blind', name=op.f('pk_herstelcode')),
    )
    op.create_index(op.f('ix_herstelcode_persoon_id'), 'herstelcode', ['persoon_id'])


def downgrade() -> None:
    op.drop_table('herstelcode')
    op.drop_table('tweede_stap')
    op.drop_table('aanmelding')
    with op.batch_alter_table('sessie', schema=None) as batch_op:
        batch_op.drop_column('met_code_op')
        batch_op.drop_column('gezien_op')
