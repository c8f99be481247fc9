"""What Alembic runs: the missing migrations, within the transaction that bot.state.upgrade has begun."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
