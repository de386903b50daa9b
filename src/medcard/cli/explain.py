"""``medcard explain``: why a step, a paper, a date or a fee is as it is, and why a way is not in the plan."""

from __future__ import annotations

from medcard.cli.answer import saved
from medcard.cli.output import write
from medcard.cli.parser import Arguments, Closed, Parser, WrongUsage
from medcard.cli.paths import pack_paths
from medcard.cli.question import add_question, read_question
from medcard.plan import Answer, NoPlan, Plan, Undecided
from medcard.rendering import OF_EXPLANATIONS, render
from medcard.rendering.words import LANGUAGES

WHAT = "第几步、事项@渠道、材料、日期或 fee，不写就全说 (step, channel, paper, date or fee; default all)"


def add_arguments(parser: Parser) -> None:
    """Declare the command's arguments."""
    add_question(parser)
    parser.usage = f"{parser.prog} SCENARIO --region NAME_OR_CODE [OPTION]… [WHAT]…"
    parser.intermixed = True
    parser.add_argument("what", metavar="WHAT", nargs="*", help=WHAT)
    parser.add_argument(
        "--from", metavar="FILE", dest="source", help="说明存成 JSON 的方案，- 为标准输入 (of a saved plan)"
    )
    parser.add_argument("--lang", metavar="zh|en", type=Closed(LANGUAGES), default="zh", help="语言 (language)")
    formats = "格式: " + ", ".join(OF_EXPLANATIONS) + " (format)"
    parser.add_argument("--format", metavar="FORMAT", type=Closed(OF_EXPLANATIONS), default="text", help=formats)
    parser.add_argument("-o", "--output", metavar="OUT", help="写入文件 (write to a file)")


def run(args: Arguments) -> int:
    """Print the explanations; 1 if there is no plan to explain."""
    from medcard.catalogue import Catalogue
    from medcard.explaining.explain import explain_each, things
    from medcard.planner import decide, load_catalogue

    catalogue: Catalogue
    if args.source is not None:
        answer, what = _saved(args), [*filter(None, (args.scenario, *args.what))]
        catalogue = load_catalogue(answer.question.region.code, paths=pack_paths(args.pack))
    else:
        asked, what = read_question(args), args.what
        catalogue = asked.catalogue
        answer = decide(
            asked.applicant,
            asked.scenario,
            region=asked.region,
            on=asked.on,
            as_of=asked.as_of,
            prefer=asked.prefer,
            assume=asked.assume,
            catalogue=catalogue,
        )
    if isinstance(answer, Undecided) or (isinstance(answer, NoPlan) and not what):
        write(render(answer, args.format, args.lang), args.output)
        return 1
    found = explain_each(answer, what or things(answer), catalogue=catalogue)
    write(render(found, args.format, args.lang), args.output)
    return 0 if isinstance(answer, Plan) else 1


def _saved(args: Arguments) -> Answer:
    """The answer of the file; what describes a question must not stand beside it."""
    told = [option for option, value in (("--region", args.region), ("--on", args.on), ("--fact", args.fact)) if value]
    if told or args.problems:
        raise WrongUsage([*args.problems, *(f"{each}: the plan of --from says it; leave it out" for each in told)])
    return saved(args.source)
