"""Handtekeningen die vervallen, waarschuwingen voor een verjaardag, en een index op wat ongelezen is."""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('handtekening', schema=None) as batch_op:
        batch_op.add_column(sa.Column('vervallen_op', sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table('toestemming', schema=None) as batch_op:
        batch_op.add_column(sa.Column('gewaarschuwd_voor', sa.Date(), nullable=True))
    op.create_index(
        'ix_bericht_casus_ongelezen', 'bericht', ['casus_id'],
        postgresql_where=sa.text('gelezen_op IS NULL'), sqlite_where=sa.text('gelezen_op IS NULL'),
    )


def downgrade() -> None:
    op.drop_index('ix_bericht_casus_ongelezen', 'bericht')
    with op.batch_alter_table('toestemming', schema=None) as batch_op:
        batch_op.drop_column('gewaarschuwd_voor')
    with op.batch_alter_table('handtekening', schema=None) as batch_op:
        batch_op.drop_column('vervallen_op')
