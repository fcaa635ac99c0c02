"""The command `rollcall`: a verb for each stage and for each use of its tables. Talks, decides nothing.

The verbs stand in `verbs/`; what a verb needs is imported when it runs, so that `rollcall --help` answers at once.
"""

from __future__ import annotations

from typing import Any

import click

from pipeline import __version__
from pipeline.errors import RollcallError
from pipeline.progress import LOG
from pipeline.verbs import asking, fetching, reviewing, staging, telling, workbench

#: What a kind of user does, and the verbs for it, in the order of `rollcall --help`.
SECTIONS = (
    ("Make the tables", staging.VERBS),
    ("Bring announcements from the web", fetching.VERBS),
    ("Ask the tables", asking.VERBS),
    ("Review", reviewing.VERBS),
    ("Write rules", workbench.VERBS),
)


class Verbs(click.Group):
    """The commands in the order of the plan; a fault that the user can mend is one line and exit status 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands as declared."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands by what they are for."""
        width = max(map(len, self.commands))
        for title, verbs in SECTIONS:
            with formatter.section(title):
                formatter.write_dl(
                    [(f"{verb.name:{width}}", verb.get_short_help_str(limit=80)) for verb in verbs]
                )

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; `--debug` lets the traceback through."""
        try:
            return super().invoke(ctx)
        except RollcallError as error:
            if ctx.params["debug"]:
                raise
            LOG.error("rollcall: %s", " ".join(str(error).split()))
            ctx.exit(2)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="rollcall")
@click.option("--debug", is_flag=True, help="Show where in the program an error arose.")
def main(debug: bool) -> None:
    """Read announcements of coalitions of states: who was a member, when, how many, and which words say so.

    \b
    rollcall run               from raw/ to processed/, through all stages
    rollcall explain FOC       who, when, how many, and why
    rollcall try notice.html   what one document says, or one sentence
    """
    telling.start()


for _, verbs in SECTIONS:
    for verb in verbs:
        main.add_command(verb)
