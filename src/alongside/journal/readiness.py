"""Whether this installation can be trusted to take a request: asked by the ready page and by `alongside check`."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from alongside.journal.guards import missing_triggers


def complaints() -> list[str]:
    """What stands in the way, in short names for an operator; empty when all is well."""
    try:
        return [*_unapplied_migrations(), *(f"trigger missing: {name}" for name in missing_triggers(connection))]
    except DatabaseError:
        return ["database does not answer"]


def _unapplied_migrations() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"migration not applied: {migration.app_label}.{migration.name}" for migration, _backwards in plan]
