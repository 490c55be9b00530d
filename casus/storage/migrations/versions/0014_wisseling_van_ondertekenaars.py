"""Handtekeningen die vervallen, en waarschuwingen voor een verjaardag."""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('handtekening', schema=None) as batch_op:
        batch_op.add_column(sa.Column('vervallen_op', sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table('toestemming', schema=None) as batch_op:
        batch_op.add_column(sa.Column('gewaarschuwd_voor', sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('toestemming', schema=None) as batch_op:
        batch_op.drop_column('gewaarschuwd_voor')
    with op.batch_alter_table('handtekening', schema=None) as batch_op:
        batch_op.drop_column('vervallen_op')
