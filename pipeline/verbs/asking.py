"""The verbs for someone who has questions to the published tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from pipeline.progress import working
from pipeline.stages import STAGES
from pipeline.verbs.options import FOLDER, PROCESSED, coloured

TABLE = click.Choice(STAGES[-1].writes)
#: On a terminal, cells are cut to so many characters.
CELL = 40


@click.command(short_help="Say what is known of a body or country, and why.")
@click.argument("body")
@click.argument("about", required=False)
@PROCESSED
def explain(body: str, about: str | None, processed: Path) -> None:
    """Say what is known of a BODY, and which claims speak for and against it.

    ABOUT may be a day, a month, a year (how many were they, and why?) or a country (when did it join, says who?).
    Nothing is computed anew: the published tables answer.

    \b
    rollcall explain FOC
    rollcall explain FOC 2021-08-01
    rollcall explain "Freedom Online Coalition" Luxembourg
    """
    from pipeline import terminal
    from pipeline.asking import explain as reasons

    for line in terminal.explained(reasons.explain(processed, body, about), coloured()):
        click.echo(line)


@click.command(short_help="Show rows of a published table.")
@click.argument("table", type=TABLE, metavar="[TABLE]", required=False)
@click.option(
    "--where", "conditions", multiple=True, help="Only rows like this (may be repeated: all must hold)."
)
@click.option("--columns", default="", help="Only these, with commas between them.")
@click.option(
    "--limit", type=click.IntRange(0), default=20, show_default=True, help="Rows at most; 0 for all."
)
@PROCESSED
def show(table: str | None, conditions: tuple[str, ...], columns: str, limit: int, processed: Path) -> None:
    """Show rows of a published TABLE; a single one in full. Without TABLE, list the tables and their columns.

    A condition compares a column: = != < <= > >= or ~ (contains). `left_min=` asks for rows in which it is empty.

    \b
    rollcall show
    rollcall show memberships --where body=FOC --where "joined_min>=2020-01-01"
    rollcall show count_claims --where verdict=rejected --columns value,expected,reason,evidence
    """
    from pipeline import terminal
    from pipeline.asking import lookup
    from pipeline.published import TABLES
    from pipeline.tables.schema import describe

    if table is None:
        listed = [(name, ", ".join(c.name for c in describe(row))) for name, row in TABLES.items()]
        click.echo("\n".join(terminal.table(listed)))
        return
    found = lookup.select(processed, table, conditions, [name for name in columns.split(",") if name])
    rows = [tuple(row.values()) for row in found.slice(0, limit or None).to_pylist()]
    if found.num_rows == 1:
        click.echo(
            "\n".join(terminal.table(zip(found.column_names, map(terminal.cell, rows[0]), strict=True)))
        )
        return
    tell(found.column_names, rows)
    left = found.num_rows - len(rows)
    click.echo(
        f"{found.num_rows} rows" + (f", {left} not shown: --limit 0 shows all" if left else ""), err=True
    )


@click.command(short_help="Ask the published tables a question in SQL.")
@click.argument("sql")
@PROCESSED
def query(sql: str, processed: Path) -> None:
    """Ask the published tables a question in SQL. Needs DuckDB.

    Every table is there under its name; `rollcall show` lists them with their columns.

    \b
    rollcall query "SELECT year, count(*) FROM country_year WHERE member_dec31 GROUP BY year ORDER BY year"
    rollcall query "COPY (SELECT * FROM timeline WHERE body = 'FOC') TO 'foc.csv'"
    """
    from pipeline.asking import lookup

    names, rows = lookup.query(processed, sql)
    if names:
        tell(names, rows)


@click.command(short_help="Write published tables as CSV, JSON lines, SQLite or DuckDB.")
@click.argument("tables", type=TABLE, metavar="[TABLE]...", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(("csv", "jsonl", "sqlite", "duckdb")),
    required=True,
    help="What to make.",
)
@click.option("--out", type=FOLDER, default="export", show_default=True, help="Folder to write into.")
@PROCESSED
def export(tables: tuple[str, ...], form: str, out: Path, processed: Path) -> None:
    """Write the published tables, or only some TABLEs, in another format.

    CSV and JSON lines make a file for each table, SQLite and DuckDB one database. In CSV, lists are JSON, and
    text that a spreadsheet would run as a formula begins with a ' that isn't part of it.

    \b
    rollcall export --format sqlite
    rollcall export country_year memberships --format csv --out ~/panel
    """
    from pipeline.asking import export as exports

    with working("export"):
        made = exports.export(processed, tables or STAGES[-1].writes, form, out)
    for name in made:
        click.echo(out / name)


def tell(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Print rows under the names of their columns, numbers to the right; on a terminal, long cells are cut."""
    from pipeline import terminal

    cells = [[terminal.cell(cell) for cell in row] for row in rows]
    if coloured():
        cells = [[cell if len(cell) <= CELL else cell[: CELL - 1] + "…" for cell in row] for row in cells]
    right = [i for i in range(len(names)) if any(type(row[i]) in (int, float) for row in rows)]
    click.echo("\n".join(terminal.table([names, *cells], right)))


VERBS = (explain, show, query, export)
