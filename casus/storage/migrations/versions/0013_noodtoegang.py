"""Noodtoegang: lezen met de noodknop, en de beoordeling achteraf."""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ROLLEN = (
    'MEN', 'VAK', 'VC', 'DIR', 'ADM', 'AFS', 'JA', 'AJA', 'LPA', 'RMC', 'SWC', 'SWM', 'TLD', 'JH', 'OG', 'OZ',
    'LL', 'FG', 'BEH',
)
UITKOMST = sa.Enum('terecht', 'niet_terecht', name='uitkomst', native_enum=False, length=40)


def _rol() -> sa.Enum:
    return sa.Enum(*ROLLEN, name='rol', native_enum=False, length=40)


def upgrade() -> None:
    op.create_table('noodtoegang',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('casus_id', sa.Uuid(), nullable=False),
        sa.Column('betrokkene_id', sa.Uuid(), nullable=False),
        sa.Column('persoon_id', sa.Uuid(), nullable=False),
        sa.Column('rol', _rol(), nullable=False),
        sa.Column('organisatie_id', sa.Uuid(), nullable=False),
        sa.Column('reden', sa.String(), nullable=False),
        sa.Column('toelichting', sa.LargeBinary(), nullable=False),
        sa.Column('sleutel_versie', sa.Integer(), nullable=False),
        sa.Column('van', MOMENT, nullable=False),
        sa.Column('tot', MOMENT, nullable=False),
        sa.Column('eigenaar_id', sa.Uuid(), nullable=True),
        sa.Column('eigenaar_rol', _rol(), nullable=False),
        sa.Column('beoordelaar_id', sa.Uuid(), nullable=True),
        sa.Column('termijn', sa.Date(), nullable=False),
        sa.Column('beoordeeld_op', MOMENT, nullable=True),
        sa.Column('beoordeeld_door', sa.Uuid(), nullable=True),
        sa.Column('uitkomst', UITKOMST, nullable=True),
        sa.Column('oordeel', sa.LargeBinary(), nullable=True),
        sa.Column('oordeel_versie', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(['casus_id'], ['casus.id'], name=op.f('fk_noodtoegang_casus_id')),
        sa.ForeignKeyConstraint(['betrokkene_id'], ['betrokkene.id'], name=op.f('fk_noodtoegang_betrokkene_id')),
        sa.ForeignKeyConstraint(['persoon_id'], ['persoon.id'], name=op.f('fk_noodtoegang_persoon_id')),
        sa.ForeignKeyConstraint(['organisatie_id'], ['organisatie.id'], name=op.f('fk_noodtoegang_organisatie_id')),
        sa.ForeignKeyConstraint(['eigenaar_id'], ['organisatie.id'], name=op.f('fk_noodtoegang_eigenaar_id')),
        sa.ForeignKeyConstraint(['beoordelaar_id'], ['persoon.id'], name=op.f('fk_noodtoegang_beoordelaar_id')),
        sa.ForeignKeyConstraint(['beoordeeld_door'], ['persoon.id'], name=op.f('fk_noodtoegang_beoordeeld_door')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_noodtoegang')),
    )
    op.create_index('ix_noodtoegang_casus_id', 'noodtoegang', ['casus_id'])
    op.create_index('ix_noodtoegang_persoon_id', 'noodtoegang', ['persoon_id'])
    op.create_index('ix_noodtoegang_eigenaar_id_beoordeeld_op', 'noodtoegang', ['eigenaar_id', 'beoordeeld_op'])


def downgrade() -> None:
    # A grant that only the noodknop gave means nothing, or too much, to an older version.
    op.drop_table('noodtoegang')
    op.execute(sa.text("DELETE FROM betrokkene WHERE reden = 'noodknop'"))
