"""bewaartermijnen."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('bewaartermijn',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('casus_id', sa.Uuid(), nullable=False),
    sa.Column('domein', sa.String(), nullable=False),
    sa.Column('organisatie_id', sa.Uuid(), nullable=True),
    sa.Column('klasse', sa.String(), nullable=False),
    sa.Column('vernietigen_na', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['casus_id'], ['casus.id'], name=op.f('fk_bewaartermijn_casus_id')),
    sa.ForeignKeyConstraint(['organisatie_id'], ['organisatie.id'], name=op.f('fk_bewaartermijn_organisatie_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bewaartermijn')),
    sa.UniqueConstraint('casus_id', 'domein', 'organisatie_id', name=op.f('uq_bewaartermijn_casus_id_domein_organisatie_id'))
    )
    with op.batch_alter_table('bewaartermijn', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bewaartermijn_vernietigen_na'), ['vernietigen_na'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('bewaartermijn', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_bewaartermijn_vernietigen_na'))

    op.drop_table('bewaartermijn')
