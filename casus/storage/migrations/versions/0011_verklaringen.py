"""Verklaringen waarop voorwaarden van de toegangstabel rusten."""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
SOORT = sa.Enum(
    'ouder_377c', 'bezwaar_leerling', 'weigering_arts', 'inspectie', 'onveilig', 'toestemming_leerling', 'vrijgave',
    name='soortverklaring', native_enum=False, length=40,
)


def upgrade() -> None:
    rol = sa.Enum(
        'MEN', 'VAK', 'VC', 'DIR', 'ADM', 'AFS', 'JA', 'AJA', 'LPA', 'RMC', 'SWC', 'SWM', 'TLD', 'JH', 'OG', 'OZ',
        'LL', 'FG', 'BEH', name='rol', native_enum=False, length=40,
    )
    op.create_table('verklaring',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('casus_id', sa.Uuid(), nullable=False),
        sa.Column('soort', SOORT, nullable=False),
        sa.Column('domein', sa.String(), nullable=True),
        sa.Column('persoon_id', sa.Uuid(), nullable=True),
        sa.Column('stuk_id', sa.Uuid(), nullable=True),
        sa.Column('van', MOMENT, nullable=False),
        sa.Column('tot', MOMENT, nullable=True),
        sa.Column('door_id', sa.Uuid(), nullable=False),
        sa.Column('rol', rol, nullable=False),
        sa.Column('organisatie_id', sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(['casus_id'], ['casus.id'], name=op.f('fk_verklaring_casus_id')),
        sa.ForeignKeyConstraint(['persoon_id'], ['persoon.id'], name=op.f('fk_verklaring_persoon_id')),
        sa.ForeignKeyConstraint(['stuk_id'], ['dossierstuk.id'], name=op.f('fk_verklaring_stuk_id')),
        sa.ForeignKeyConstraint(['door_id'], ['persoon.id'], name=op.f('fk_verklaring_door_id')),
        sa.ForeignKeyConstraint(['organisatie_id'], ['organisatie.id'], name=op.f('fk_verklaring_organisatie_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_verklaring')),
    )
    op.create_index('ix_verklaring_casus_id_soort', 'verklaring', ['casus_id', 'soort'])


def downgrade() -> None:
    op.drop_table('verklaring')
