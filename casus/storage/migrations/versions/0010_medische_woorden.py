"""Medische woorden: teksten die wachten op een oordeel, eigen woorden, datalekken."""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
MEDISCH = sa.Enum('nee', 'mogelijk', 'vrijgegeven', 'verzegeld', name='medisch', native_enum=False, length=40)
STATUS = sa.Enum('open', 'gemeld', 'niet_meldplichtig', name='statusdatalek', native_enum=False, length=40)


def upgrade() -> None:
    with op.batch_alter_table('dossierstuk', schema=None) as batch_op:
        batch_op.add_column(sa.Column('medisch', MEDISCH, nullable=False, server_default='nee'))
    with op.batch_alter_table('dossierstuk', schema=None) as batch_op:
        batch_op.alter_column('medisch', existing_type=MEDISCH, existing_nullable=False, server_default=None)
    op.create_index('ix_dossierstuk_medisch', 'dossierstuk', ['medisch'])
    op.create_table('datalek',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('casus_id', sa.Uuid(), nullable=False),
        sa.Column('stuk_id', sa.Uuid(), nullable=False),
        sa.Column('organisatie_id', sa.Uuid(), nullable=True),
        sa.Column('ontdekt_op', MOMENT, nullable=False),
        sa.Column('ontdekt_door', sa.Uuid(), nullable=False),
        sa.Column('uiterlijk', MOMENT, nullable=False),
        sa.Column('lezers', sa.JSON(), nullable=False),
        sa.Column('status', STATUS, nullable=False),
        sa.Column('besloten_op', MOMENT, nullable=True),
        sa.Column('besloten_door', sa.Uuid(), nullable=True),
        sa.Column('reden', sa.LargeBinary(), nullable=True),
        sa.Column('sleutel_versie', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['casus_id'], ['casus.id'], name=op.f('fk_datalek_casus_id')),
        sa.ForeignKeyConstraint(['stuk_id'], ['dossierstuk.id'], name=op.f('fk_datalek_stuk_id')),
        sa.ForeignKeyConstraint(['organisatie_id'], ['organisatie.id'], name=op.f('fk_datalek_organisatie_id')),
        sa.ForeignKeyConstraint(['ontdekt_door'], ['persoon.id'], name=op.f('fk_datalek_ontdekt_door')),
        sa.ForeignKeyConstraint(['besloten_door'], ['persoon.id'], name=op.f('fk_datalek_besloten_door')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_datalek')),
        sa.UniqueConstraint('stuk_id', name=op.f('uq_datalek_stuk_id')),
    )
    op.create_index('ix_datalek_casus_id', 'datalek', ['casus_id'])
    op.create_index('ix_datalek_organisatie_id', 'datalek', ['organisatie_id'])
    op.create_table('medisch_woord',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('organisatie_id', sa.Uuid(), nullable=False),
        sa.Column('woord', sa.String(), nullable=False),
        sa.Column('door_id', sa.Uuid(), nullable=False),
        sa.Column('op', MOMENT, nullable=False),
        sa.ForeignKeyConstraint(['organisatie_id'], ['organisatie.id'], name=op.f('fk_medisch_woord_organisatie_id')),
        sa.ForeignKeyConstraint(['door_id'], ['persoon.id'], name=op.f('fk_medisch_woord_door_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_medisch_woord')),
        sa.UniqueConstraint('organisatie_id', 'woord', name=op.f('uq_medisch_woord_organisatie_id_woord')),
    )


def downgrade() -> None:
    op.drop_table('medisch_woord')
    op.drop_table('datalek')
    op.drop_index('ix_dossierstuk_medisch', 'dossierstuk')
    with op.batch_alter_table('dossierstuk', schema=None) as batch_op:
        batch_op.drop_column('medisch')
