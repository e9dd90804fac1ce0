"""Taking away the index that Django gives a foreign key, where another index of the table begins with the same column."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AlterField
from django.db.migrations.state import ProjectState
from django.db.models import Index


class DropOwnIndex(AlterField):
    """A field that becomes `db_index=False`, by dropping its index and nothing else.

    Django's `AlterField` would make the whole table anew on SQLite, without the triggers that guard it.
    """

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        model = from_state.apps.get_model(app_label, self.model_name)
        column = model._meta.get_field(self.name).column
        table, named = model._meta.db_table, {index.name for index in model._meta.indexes}
        with schema_editor.connection.cursor() as cursor:
            found = schema_editor.connection.introspection.get_constraints(cursor, table)
        for name, own in found.items():
            is_unique = own["unique"] or own["primary_key"]
            if own["index"] and own["columns"] == [column] and not is_unique and name not in named:
                schema_editor.execute(f"DROP INDEX {schema_editor.quote_name(name)}")

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        own = Index(fields=[self.name], name=f"{self.model_name}_{self.name}_own"[: Index.max_name_length])
        schema_editor.add_index(model, own)
