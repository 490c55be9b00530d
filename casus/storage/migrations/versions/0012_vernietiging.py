"""Vernietigen na de bewaartermijn: voorstel, regels, verklaring, en wat er van een stuk overblijft."""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
REDEN = sa.Enum('bezwaar', 'rechtszaak', 'verzoek', 'onderzoek', name='bewaarreden', native_enum=False, length=40)
STATUS = sa.Enum(
    'voorgesteld', 'akkoord', 'uitgevoerd', 'afgewezen', name='statusvoorstel', native_enum=False, length=40
)


def upgrade() -> None:
    with op.batch_alter_table('bewaartermijn', schema=None) as batch_op:
        batch_op.add_column(sa.Column('bewaren_tot', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('bewaarreden', REDEN, nullable=True))
        batch_op.add_column(sa.Column('vernietigd_op', MOMENT, nullable=True))
    with op.batch_alter_table('dossierstuk', schema=None) as batch_op:
        batch_op.add_column(sa.Column('vernietigd_op', MOMENT, nullable=True))
    op.create_table('vernietigingsvoorstel',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('organisatie_id', sa.Uuid(), nullable=False),
        sa.Column('maand', sa.Date(), nullable=False),
        sa.Column('op', MOMENT, nullable=False),
        sa.Column('status', STATUS, nullable=False),
        sa.Column('door_id', sa.Uuid(), nullable=True),
        sa.Column('besloten_op', MOMENT, nullable=True),
        sa.ForeignKeyConstraint(['organisatie_id'], ['organisatie.id'], name=op.f('fk_vernietigingsvoorstel_organisatie_id')),
        sa.ForeignKeyConstraint(['door_id'], ['persoon.id'], name=op.f('fk_vernietigingsvoorstel_door_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_vernietigingsvoorstel')),
        sa.UniqueConstraint('organisatie_id', 'maand', name=op.f('uq_vernietigingsvoorstel_organisatie_id_maand')),
    )
    op.create_table('vernietigingsregel',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('voorstel_id', sa.Uuid(), nullable=False),
        sa.Column('casus_id', sa.Uuid(), nullable=False),
        sa.Column('domein', sa.String(), nullable=False),
        sa.Column('klasse', sa.String(), nullable=False),
        sa.Column('laatste_dag', sa.Date(), nullable=False),
        sa.Column('vervallen', sa.Boolean(), nullable=False),
        sa.Column('uitgevoerd_op', MOMENT, nullable=True),
        sa.Column('stukken', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['voorstel_id'], ['vernietigingsvoorstel.id'], name=op.f('fk_vernietigingsregel_voorstel_id')),
        sa.ForeignKeyConstraint(['casus_id'], ['casus.id'], name=op.f('fk_vernietigingsregel_casus_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_vernietigingsregel')),
        sa.UniqueConstraint('voorstel_id', 'casus_id', 'domein', name=op.f('uq_vernietigingsregel_voorstel_id_casus_id_domein')),
    )
    op.create_table('vernietigingsverklaring',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('voorstel_id', sa.Uuid(), nullable=False),
        sa.Column('organisatie_id', sa.Uuid(), nullable=False),
        sa.Column('door_id', sa.Uuid(), nullable=False),
        sa.Column('besloten_op', MOMENT, nullable=False),
        sa.Column('uitgevoerd_op', MOMENT, nullable=False),
        sa.Column('casussen', sa.Integer(), nullable=False),
        sa.Column('stukken', sa.Integer(), nullable=False),
        sa.Column('inhoud', sa.JSON(), nullable=False),
        sa.Column('hash', sa.String(), nullable=False),
        sa.ForeignKeyConstraint(['voorstel_id'], ['vernietigingsvoorstel.id'], name=op.f('fk_vernietigingsverklaring_voorstel_id')),
        sa.ForeignKeyConstraint(['organisatie_id'], ['organisatie.id'], name=op.f('fk_vernietigingsverklaring_organisatie_id')),
        sa.ForeignKeyConstraint(['door_id'], ['persoon.id'], name=op.f('fk_vernietigingsverklaring_door_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_vernietigingsverklaring')),
        sa.UniqueConstraint('voorstel_id', name=op.f('uq_vernietigingsverklaring_voorstel_id')),
    )


def downgrade() -> None:
    op.drop_table('vernietigingsverklaring')
    op.drop_table('vernietigingsregel')
    op.drop_table('vernietigingsvoorstel')
    with op.batch_alter_table('dossierstuk', schema=None) as batch_op:
        batch_op.drop_column('vernietigd_op')
    with op.batch_alter_table('bewaartermijn', schema=None) as batch_op:
        batch_op.drop_column('vernietigd_op')
        batch_op.drop_column('bewaarreden')
        batch_op.drop_column('bewaren_tot')
