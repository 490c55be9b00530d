"""Rechten en timers vinden.

The rights of a casus are found by role too, so that nobody looks through all rights of an organisation. SQLite uses
a partial index only for a question that says the same: `vast = 0`, not `NOT vast`.
"""


import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def _timers(waar: str) -> None:
    op.drop_index('ix_timer_moment', 'timer')
    op.create_index('ix_timer_moment', 'timer', ['moment'], postgresql_where=sa.text('NOT vast'), sqlite_where=sa.text(waar))


def upgrade() -> None:
    op.drop_index('ix_betrokkene_casus_id', 'betrokkene')
    op.create_index('ix_betrokkene_casus_id_rol', 'betrokkene', ['casus_id', 'rol', 'organisatie_id'])
    _timers('vast = 0')


def downgrade() -> None:
    _timers('NOT vast')
    op.drop_index('ix_betrokkene_casus_id_rol', 'betrokkene')
    op.create_index('ix_betrokkene_casus_id', 'betrokkene', ['casus_id'])
