"""What the tables of a database are, so that two databases can be held against each other: columns, constraints, indexes.

What they are called is left out: Django makes some names up from the step that brought them.
"""

import sqlite3
from collections.abc import Callable, Iterable
from typing import Any

import psycopg

#: table → everything said of it, in no order.
Tables = dict[str, set[Any]]

#: A library's table whose condition PostgreSQL words otherwise once it was dumped and restored.
REWORDED = "mfa_authenticator"
POSTGRESQL = (
    """SELECT table_name, 'column', column_name, data_type, is_nullable, character_maximum_length, is_identity
       FROM information_schema.columns WHERE table_schema = 'public'""",
    """SELECT conrelid::regclass::text, 'constraint', pg_get_constraintdef(oid)
       FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    """SELECT tablename, 'index', regexp_replace(indexdef, 'INDEX .* ON', 'INDEX ON')
       FROM pg_indexes WHERE schemaname = 'public'""",
)


def tables_at(address: str) -> Tables:
    """Return the tables of the database at an address as DATABASE_URL gives it."""
    if address.startswith("sqlite:///"):
        with sqlite3.connect(address.removeprefix("sqlite:///")) as database:
            return of_sqlite(lambda query: database.execute(query).fetchall())
    with psycopg.connect(address) as database:
        rows = [row for query in POSTGRESQL for row in database.execute(query).fetchall()]
    return gathered(row for row in rows if row[0] != REWORDED)


def gathered(rows: Iterable[tuple[Any, ...]]) -> Tables:
    tables: Tables = {}
    for table, *said in rows:
        tables.setdefault(table, set()).add(tuple(said))
    return tables


def of_sqlite(ask: Callable[[str], list[tuple[Any, ...]]]) -> Tables:
    tables: Tables = {}
    for (table,) in ask("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"):
        asked = ask(f'PRAGMA table_info("{table}")')
        columns = {("column", name, kind.lower(), needed, key) for _, name, kind, needed, _, key in asked}
        keys = {("key", *row[2:7]) for row in ask(f'PRAGMA foreign_key_list("{table}")')}
        indexes = {
            ("index", *row[2:5], tuple(at[2] for at in ask(f'PRAGMA index_info("{row[1]}")')))
            for row in ask(f'PRAGMA index_list("{table}")')
        }
        tables[table] = columns | keys | indexes
    return tables
