"""The verbs for someone who has questions to the published tables."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.verbs.options import FOLDER, coloured


@click.command()
@click.argument("body")
@click.argument("about", required=False)
@click.option("--processed", type=FOLDER, default="processed", show_default=True, help="Folder of tables.")
def explain(body: str, about: str | None, processed: Path) -> None:
    """Say what is known of a BODY, and which claims speak for and against it.

    ABOUT may be a day, a month, a year (how many were they, and why?) or a country (when did it join, says who?).
    Nothing is computed anew: the published tables answer.

    \b
    rollcall explain FOC
    rollcall explain FOC 2021-08-01
    rollcall explain "Freedom Online Coalition" Luxembourg
    """
    from pipeline import explain as reasons
    from pipeline import terminal

    for line in terminal.explained(reasons.explain(processed, body, about), coloured()):
        click.echo(line)


VERBS = (explain,)
