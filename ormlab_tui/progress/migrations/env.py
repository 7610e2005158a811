"""How Alembic runs the migrations: in the transaction of the connection it is handed."""

from alembic import context

from ormlab_tui.progress.schema import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
