"""The command `rollcall`: a verb for each stage and for each use of its tables. Talks, decides nothing.

The verbs stand in `verbs/`; what a verb needs is imported when it runs, so that `rollcall --help` answers at once.
"""

from __future__ import annotations

from typing import Any

import click

from pipeline import __version__
from pipeline.errors import RollcallError, of_system
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

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The options before the verb; one that there isn't is told as any other fault."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            telling.start()
            LOG.error("%s", _said(error))
            ctx.exit(2)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; `--debug` lets the traceback through."""
        telling.start()
        try:
            return super().invoke(ctx)
        except (RollcallError, OSError, click.UsageError) as error:
            if ctx.params["debug"] or isinstance(error, BrokenPipeError):
                raise
            LOG.error("%s", " ".join(_said(error).split()))
            ctx.exit(2)


def _said(error: RollcallError | OSError | click.UsageError) -> str:
    """What the user must mend, after the name of the program and, if it is about its words, of the verb."""
    if not isinstance(error, click.UsageError):
        return f"rollcall: {of_system(error) if isinstance(error, OSError) else error}"
    verb = f" {error.ctx.info_name}" if error.ctx and error.ctx.parent else ""
    return f"rollcall{verb}: {error.format_message().removesuffix('.')}; see `rollcall{verb} --help`"


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


for _, verbs in SECTIONS:
    for verb in verbs:
        main.add_command(verb)
