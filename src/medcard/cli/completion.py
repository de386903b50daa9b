"""``medcard completion SHELL``: a completion script, made by the optional package shtab."""

from __future__ import annotations

import argparse
from typing import Any

from medcard.cli import COMMANDS
from medcard.cli.output import write
from medcard.cli.parser import Arguments, Closed, Parser, WrongUsage

SHELLS = ("bash", "zsh", "fish", "tcsh")
FILES = ("FILE", "PATH", "OUT", "OLD", "DIR")


def add_arguments(parser: Parser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("shell", metavar="|".join(SHELLS), type=Closed(SHELLS), help="哪种命令行 (which shell)")


def run(args: Arguments) -> int:
    """Print the script."""
    try:
        import shtab
    except ImportError:
        raise WrongUsage(["completion needs the package shtab; run: pip install 'medcard[cli]'"]) from None
    script: str = shtab.complete(_whole(shtab.FILE), shell=args.shell)
    write(script.rstrip("\n") + "\n")
    return 0


def _whole(file: object) -> argparse.ArgumentParser:
    """One parser of all commands, with the values and files that a shell can offer."""
    from medcard.cli.run import command_module

    whole = argparse.ArgumentParser(prog="medcard")
    whole.add_argument("--version", action="store_true")
    commands: Any = whole.add_subparsers(parser_class=Parser)
    groups: dict[str, Any] = {}
    for name in COMMANDS:
        first, _, second = name.partition(" ")
        if second and first not in groups:
            groups[first] = commands.add_parser(first, help=f"{first} …").add_subparsers(parser_class=Parser)
        parser: Parser = groups.get(first, commands).add_parser(second or first, help=COMMANDS[name])
        command_module(name).add_arguments(parser)
        for action in parser.actions():
            if isinstance(action.type, Closed):
                action.choices = action.type.values
            elif action.metavar in FILES:
                action.complete = file  # type: ignore[attr-defined]
    return whole
