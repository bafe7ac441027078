"""The command line: which commands there are, and how any of them ends when it cannot go on."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Final

import click

from comity import __version__
from ontology.errors import ComityError, QuerySyntaxError

COMMANDS: Final = {
    "load": "Read documents and RDF files into a store.",
    "serve": "Serve a store over HTTP, with the explorer.",
    "query": "Ask a store in SPARQL, or by a saved query.",
    "path": "Show how two things are connected, and who says so.",
    "export": "Write a store, or one document of it, in a standard format.",
    "validate": "Check a store against the shapes.",
}
"""Each command and what it does; the module `comity.commands.NAME` holds it, and is imported when it is called."""

_DEFECT: Final = "a defect of Comity; please report it with what COMITY_TRACEBACK=1 shows"
_INTERRUPTED: Final = 130


class Commands(click.Group):
    """The commands by name, without the libraries of those that are not called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002, click's signature
        """The commands in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002, click's signature
        """The command of a name."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"comity.commands.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002, click's signature
        """List the commands with what they do."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="comity %(version)s")
def group() -> None:
    """What governments have written about working together, as a graph that quotes its sources.

    Without --store and COMITY_STORE, a command asks a store of the bundled documents, which is made at the first call.
    """


def main() -> None:
    """Run the command of this process, and end it with the command's exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit code is 0 if all went well, 1 if not, 2 if the command was not understood."""
    try:
        with group.make_context("comity", list(arguments)) as context:
            outcome = group.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as error:
        return error.exit_code
    except KeyboardInterrupt:
        return _INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Exception as error:  # noqa: BLE001, whatever happens, a person reads one line
        return _ended(error)
    return outcome if isinstance(outcome, int) else 0


def _ended(error: Exception) -> int:
    if any(isinstance(one, BrokenPipeError) for one in _causes(error)):
        # Whoever read the output has enough of it; at exit, Python would flush what they did not want.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    if os.environ.get("COMITY_TRACEBACK"):
        raise error
    click.echo(f"comity: {_told(error)}", err=True)
    return 1


def _told(error: Exception) -> str:
    """The error in one line."""
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    told = " ".join(str(error).split())
    if isinstance(error, QuerySyntaxError) and error.hint:
        return f"{told}; {error.hint}"
    return told if isinstance(error, ComityError | OSError) else f"{type(error).__name__}: {told} ({_DEFECT})"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
