"""From arguments to the command's module, and from errors to lines and exit codes."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from medcard.cli import COMMANDS
from medcard.cli.output import write, write_error
from medcard.cli.parser import Arguments, Parser, WrongUsage, hint
from medcard.errors import InvalidPack, MedcardError, NotAPlan, ProblemsError

FINE, NO, WRONG = 0, 1, 2


class Command(Protocol):
    """What each command's module offers."""

    def add_arguments(self, parser: Parser) -> None:
        """Declare the command's arguments."""
        ...

    def run(self, args: Arguments) -> int:
        """Do it and return the exit code."""
        ...


def run(argv: list[str]) -> int:
    """Run one command line and return the exit code; errors become lines on the standard error."""
    try:
        return _dispatch(argv)
    except SystemExit as ended:  # --help ends so
        return int(ended.code or 0)
    except NotAPlan as error:
        return _say(error.lines, NO)
    except InvalidPack as error:
        return _say(error.problems, WRONG, prefix="")  # each line begins with its file, as editors like it
    except ProblemsError as error:
        return _say(error.problems, WRONG)
    except BrokenPipeError:
        raise
    except MedcardError as error:
        return _say(str(error).splitlines(), WRONG)
    except OSError as error:
        name = "output" if error.filename is None else error.filename or "''"
        return _say([f"{name}: {error.strerror or error}"], WRONG)


def _say(lines: list[str] | tuple[str, ...], code: int, prefix: str = "medcard: ") -> int:
    write_error("".join(f"{prefix}{line}\n" for line in lines))
    return code


def _dispatch(argv: list[str]) -> int:
    first = argv[0] if argv else "--help"
    if first in ("-h", "--help"):
        write(_overview())
        return FINE if argv else WRONG
    if first == "--version":
        from importlib.metadata import version  # 35 ms that no other command needs

        write(f"medcard {version('medcard')}\n")
        return FINE
    name, rest = _command(argv)
    if rest is None:
        write(_overview(name))
        return FINE if len(argv) > 1 else WRONG
    command = command_module(name)
    parser = Parser(prog=f"medcard {name}", description=COMMANDS[name])
    command.add_arguments(parser)
    return command.run(parser.read(rest))


def _command(argv: list[str]) -> tuple[str, list[str] | None]:
    """The command and what follows it; for the first word alone of commands of two words that word and None."""
    first, *rest = argv
    if first in COMMANDS:
        return first, rest
    if first.startswith("-"):
        raise WrongUsage([_unknown("option", first, ["--version", "--help"])])
    group = [name for name in COMMANDS if name.startswith(f"{first} ")]
    if not group:
        raise WrongUsage([_unknown("command", first, list(dict.fromkeys(name.split()[0] for name in COMMANDS)))])
    if not rest or rest[0] in ("-h", "--help"):
        return first, None
    name = f"{first} {rest[0]}"
    if name not in group:
        raise WrongUsage([_unknown("command", name, group)])
    return name, rest[1:]


def _unknown(kind: str, word: str, known: list[str]) -> str:
    return f"unknown {kind} {word!r}{hint(word, known)}; use one of {', '.join(known)}"


def command_module(name: str) -> Command:
    """The module of one of ``COMMANDS``."""
    return cast(Command, import_module(f"medcard.cli.{name.replace(' ', '_')}"))


def _overview(group: str = "") -> str:
    """What there is; with ``group`` only the commands that begin with this word."""
    rows = "".join(f"  {name:<12}{what}\n" for name, what in COMMANDS.items() if name.startswith(f"{group} ".lstrip()))
    if group:
        return f"usage: medcard {group} COMMAND …\n\ncommands:\n{rows}"
    return (
        "usage: medcard [-h] [--version] COMMAND …\n\n"
        "社会保障卡（医保卡）办事方案：先做什么、去哪里、带什么、最晚哪天。\n"
        "Plans for getting, replacing and switching on a Chinese social security card.\n\n"
        f"commands:\n{rows}\n"
        "medcard COMMAND --help 看每个命令的用法 (how to use one)\n"
        "例 (example): medcard plan lost --region 海口 --age 35\n"
    )
