"""Post.

An address that does not work is remembered with its person, and what is unread is counted fast.
"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0003'
branch_labels = None
depends_on = None

ONGELEZEN = sa.text('gelezen_op IS NULL')


def upgrade() -> None:
    op.add_column('persoon', sa.Column('email_fout_op', sa.DateTime(timezone=True), nullable=True))
    op.create_index('ix_bericht_ongelezen', 'bericht', ['persoon_id'], postgresql_where=ONGELEZEN, sqlite_where=ONGELEZEN)


def downgrade() -> None:
    op.drop_index('ix_bericht_ongelezen', 'bericht')
    with op.batch_alter_table('persoon', schema=None) as batch_op:
        batch_op.drop_column('email_fout_op')
