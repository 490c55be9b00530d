"""Werk en berichten.

`job` and `bericht` were there but never written to: they are made anew.
"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

OPEN = sa.text('klaar_op IS NULL AND geparkeerd_op IS NULL')
VRIJ = sa.text('NOT vast')
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.drop_table('job')
    op.drop_table('bericht')
    op.create_table('job',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('soort', sa.String(), nullable=False),
        sa.Column('gegevens', sa.JSON(), nullable=False),
        sa.Column('vanaf', MOMENT, nullable=False),
        sa.Column('sleutel', sa.String(), nullable=True),
        sa.Column('pogingen', sa.Integer(), nullable=False),
        sa.Column('huur', sa.Uuid(), nullable=True),
        sa.Column('huur_tot', MOMENT, nullable=True),
        sa.Column('klaar_op', MOMENT, nullable=True),
        sa.Column('geparkeerd_op', MOMENT, nullable=True),
        sa.Column('fout', sa.String(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_job')),
        sa.UniqueConstraint('sleutel', name=op.f('uq_job_sleutel')),
    )
    op.create_index('ix_job_vanaf', 'job', ['vanaf'], postgresql_where=OPEN, sqlite_where=OPEN)
    op.create_table('bericht',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('persoon_id', sa.Uuid(), nullable=False),
        sa.Column('soort', sa.String(), nullable=False),
        sa.Column('sleutel', sa.String(), nullable=False),
        sa.Column('casus_id', sa.Uuid(), nullable=True),
        sa.Column('taak_id', sa.Uuid(), nullable=True),
        sa.Column('op', MOMENT, nullable=False),
        sa.Column('gelezen_op', MOMENT, nullable=True),
        sa.Column('post', sa.Enum('geen', 'wacht', 'verzonden', 'geweigerd', 'teruggekomen', name='post', native_enum=False, length=40), nullable=False),
        sa.Column('post_op', MOMENT, nullable=True),
        sa.ForeignKeyConstraint(['persoon_id'], ['persoon.id'], name=op.f('fk_bericht_persoon_id')),
        sa.ForeignKeyConstraint(['casus_id'], ['casus.id'], name=op.f('fk_bericht_casus_id')),
        sa.ForeignKeyConstraint(['taak_id'], ['taak.id'], name=op.f('fk_bericht_taak_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_bericht')),
        sa.UniqueConstraint('sleutel', name=op.f('uq_bericht_sleutel')),
    )
    op.create_index('ix_bericht_persoon_id_op', 'bericht', ['persoon_id', 'op'])
    op.create_index('ix_bericht_casus_id', 'bericht', ['casus_id'])
    op.create_table('zegel',
        sa.Column('nummer', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('tot_xid', sa.BigInteger(), nullable=False),
        sa.Column('regels', sa.Integer(), nullable=False),
        sa.Column('op', MOMENT, nullable=False),
        sa.Column('vorige', sa.String(), nullable=False),
        sa.Column('hash', sa.String(), nullable=False),
        sa.PrimaryKeyConstraint('nummer', name=op.f('pk_zegel')),
    )
    with op.batch_alter_table('auditregel', schema=None) as batch_op:
        batch_op.add_column(sa.Column('xid', sa.BigInteger(), nullable=True))
        batch_op.alter_column('vorige', existing_type=sa.String(), nullable=True)
        batch_op.alter_column('hash', existing_type=sa.String(), nullable=True)
        batch_op.create_index(batch_op.f('ix_auditregel_xid'), ['xid'], unique=False)
    with op.batch_alter_table('timer', schema=None) as batch_op:
        batch_op.add_column(sa.Column('vast', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.drop_index(batch_op.f('ix_timer_moment'))
    op.create_index('ix_timer_moment', 'timer', ['moment'], postgresql_where=VRIJ, sqlite_where=VRIJ)
    op.drop_index('ix_taak_casus_id', 'taak')
    op.create_index('ix_taak_casus_id_status', 'taak', ['casus_id', 'status'])
    if op.get_context().dialect.name == 'postgresql':
        # rows that were chained one by one are sealed with the first seal
        op.execute('UPDATE auditregel SET xid = 0')
        op.execute('ALTER TABLE auditregel ALTER COLUMN volgnummer TYPE bigint')
        op.execute('CREATE SEQUENCE auditregel_volgnummer_seq OWNED BY auditregel.volgnummer')
        op.execute("SELECT setval('auditregel_volgnummer_seq', coalesce(max(volgnummer), 0) + 1, false) FROM auditregel")
        op.execute("ALTER TABLE auditregel ALTER COLUMN volgnummer SET DEFAULT nextval('auditregel_volgnummer_seq')")


def downgrade() -> None:
    if op.get_context().dialect.name == 'postgresql':
        op.execute('ALTER TABLE auditregel ALTER COLUMN volgnummer DROP DEFAULT')
        op.execute('DROP SEQUENCE auditregel_volgnummer_seq')
        op.execute("UPDATE auditregel SET vorige = coalesce(vorige, ''), hash = coalesce(hash, '')")
        op.execute('ALTER TABLE auditregel ALTER COLUMN volgnummer TYPE integer')
    op.drop_index('ix_taak_casus_id_status', 'taak')
    op.create_index('ix_taak_casus_id', 'taak', ['casus_id'])
    op.drop_index('ix_timer_moment', 'timer')
    with op.batch_alter_table('timer', schema=None) as batch_op:
        batch_op.drop_column('vast')
        batch_op.create_index(batch_op.f('ix_timer_moment'), ['moment'], unique=False)
    with op.batch_alter_table('auditregel', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_auditregel_xid'))
        batch_op.alter_column('hash', existing_type=sa.String(), nullable=False)
        batch_op.alter_column('vorige', existing_type=sa.String(), nullable=False)
        batch_op.drop_column('xid')
    op.drop_table('zegel')
    op.drop_table('bericht')
    op.drop_table('job')
    op.create_table('job',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('soort', sa.String(), nullable=False),
        sa.Column('gegevens', sa.JSON(), nullable=False),
        sa.Column('vanaf', MOMENT, nullable=False),
        sa.Column('klaar_op', MOMENT, nullable=True),
        sa.Column('pogingen', sa.Integer(), nullable=False),
        sa.Column('sleutel', sa.String(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_job')),
        sa.UniqueConstraint('sleutel', name=op.f('uq_job_sleutel')),
    )
    op.create_index('ix_job_klaar_op_vanaf', 'job', ['klaar_op', 'vanaf'])
    op.create_table('bericht',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('persoon_id', sa.Uuid(), nullable=False),
        sa.Column('soort', sa.String(), nullable=False),
        sa.Column('casus_id', sa.Uuid(), nullable=True),
        sa.Column('op', MOMENT, nullable=False),
        sa.Column('gelezen_op', MOMENT, nullable=True),
        sa.ForeignKeyConstraint(['casus_id'], ['casus.id'], name=op.f('fk_bericht_casus_id')),
        sa.ForeignKeyConstraint(['persoon_id'], ['persoon.id'], name=op.f('fk_bericht_persoon_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_bericht')),
    )
    op.create_index('ix_bericht_persoon_id', 'bericht', ['persoon_id'])
