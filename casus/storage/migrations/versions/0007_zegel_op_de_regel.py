"""Zegel op de regel.

Which seal covers an audit row stands on the row, instead of following from the number of its transaction: those
start anew when a backup is restored on another server. The hashes of the seals stay what they were.
"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    postgres = op.get_context().dialect.name == 'postgresql'
    with op.batch_alter_table('auditregel', schema=None) as batch_op:
        batch_op.add_column(sa.Column('zegel', sa.Integer(), nullable=True))
    if postgres:
        op.execute('''
            UPDATE auditregel SET zegel = deel.nummer
            FROM (SELECT nummer, lag(tot_xid, 1, 0::bigint) OVER (ORDER BY nummer) AS van, tot_xid FROM zegel) AS deel
            WHERE auditregel.xid >= deel.van AND auditregel.xid < deel.tot_xid
        ''')
    with op.batch_alter_table('auditregel', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_auditregel_xid'))
    op.create_index(
        'ix_auditregel_zegel', 'auditregel', ['volgnummer'],
        postgresql_where=sa.text('zegel IS NULL'), sqlite_where=sa.text('zegel IS NOT NULL'),
    )
    with op.batch_alter_table('zegel', schema=None) as batch_op:
        batch_op.drop_column('tot_xid')


def downgrade() -> None:
    with op.batch_alter_table('zegel', schema=None) as batch_op:
        batch_op.add_column(sa.Column('tot_xid', sa.BigInteger(), nullable=True))
    if op.get_context().dialect.name == 'postgresql':
        # A seal was a range of transactions: number them so that it is one again. No hash holds these numbers.
        op.execute('''
            UPDATE auditregel SET xid = plek.rang
            FROM (SELECT volgnummer, dense_rank() OVER (ORDER BY zegel NULLS LAST, coalesce(xid, 0)) AS rang
                  FROM auditregel) AS plek
            WHERE auditregel.volgnummer = plek.volgnummer
        ''')
    op.execute('''
        UPDATE zegel SET tot_xid = 1 + (
            SELECT coalesce(max(auditregel.xid), 0) FROM auditregel WHERE auditregel.zegel <= zegel.nummer)
    ''')
    op.drop_index('ix_auditregel_zegel', 'auditregel')
    with op.batch_alter_table('zegel', schema=None) as batch_op:
        batch_op.alter_column('tot_xid', existing_type=sa.BigInteger(), nullable=False)
    with op.batch_alter_table('auditregel', schema=None) as batch_op:
        batch_op.drop_column('zegel')
        batch_op.create_index(batch_op.f('ix_auditregel_xid'), ['xid'], unique=False)
