"""``medcard replan PLAN.json``: the plan from here, after some steps have been done or have gone wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from medcard.cli.answer import add_output, saved, show
from medcard.cli.output import write_error
from medcard.cli.parser import Arguments, Parser, WrongUsage, hint
from medcard.cli.paths import add_packs, pack_paths
from medcard.cli.question import add_on, read_on
from medcard.cli.reading import read_text
from medcard.errors import brief
from medcard.facts import to_date
from medcard.plan import Outcome, Plan, Report
from medcard.progress import Progress

OPTIONS = {
    "done": (Outcome.ACCEPTED, "STEP[=DATE]", "办好了，哪天受理的 (accepted, on which day)"),
    "ready": (Outcome.READY, "STEP[=DATE]", "结果哪天拿到的 (its result is there)"),
    "refused": (Outcome.REFUSED, "STEP=PAPER", "少了哪样材料，没办成 (refused for a missing paper)"),
    "turned-away": (Outcome.TURNED_AWAY, "STEP", "去了，说这里不办 (it is not done there)"),
    "late": (Outcome.LATE, "STEP", "过了说好的日子还没有结果 (the promised day has passed)"),
    "wrong": (Outcome.WRONG, "STEP", "卡做错了或者不能用 (the card that came is wrong)"),
    "lapsed": (Outcome.LAPSED, "STEP", "没做成、失效了 (came to nothing or has lapsed)"),
}
"""Option → the outcome that it tells, its value, what it means."""


def add_arguments(parser: Parser) -> None:
    """Declare the command's arguments."""
    parser.usage = f"{parser.prog} PLAN.json [--done STEP=DATE]… [OPTION]…"
    parser.add_argument(
        "plan", metavar="FILE", help="medcard plan --format json 写的方案，- 为标准输入 (- reads stdin)"
    )
    for name, (_, value, meaning) in OPTIONS.items():
        parser.add_argument(f"--{name}", metavar=value, action="append", default=[], help=meaning)
    parser.add_argument("--progress", metavar="PATH", help="medcard/progress/1 的 JSON 文件 (reports as a file)")
    add_on(parser, "从哪天接着办，默认今天 (the day to go on, default today)")
    add_packs(parser)
    add_output(parser)
    parser.epilog = "STEP 写步骤的序号、编号或事项，几个用逗号隔开 (number, id or procedure; several with commas)"


def run(args: Arguments) -> int:
    """Print the answer; 1 if it is no plan."""
    from medcard.planner import load_catalogue
    from medcard.replanning import replan

    plan = saved(args.plan)
    if not isinstance(plan, Plan):
        raise WrongUsage([f"{args.plan}: is an answer without a plan; give one that medcard plan made"])
    on = read_on(args)
    given = Progress.from_json(read_text(args.progress, "progress")) if args.progress else Progress()
    problems: list[str] = []
    reports = tuple(_reports(args, plan, problems))
    if problems:
        raise WrongUsage(problems)
    if on < plan.question.on:
        raise WrongUsage([f"--on: {on} is before the day of the plan, {plan.question.on}; give a later day"])
    if args.on is None:
        write_error(f"medcard: --on {on} (今天 today)\n")
    catalogue = load_catalogue(plan.question.region.code, paths=pack_paths(args.pack))
    progress = Progress(reports=(*given.reports, *reports))
    return show(replan(plan, progress, on=on, catalogue=catalogue), args)


def _reports(args: Arguments, plan: Plan, problems: list[str]) -> Iterator[Report]:
    for name, (outcome, _, _) in OPTIONS.items():
        for text in getattr(args, name.replace("-", "_")):
            steps, equals, value = text.partition("=")
            day: date | None = None
            papers: tuple[str, ...] = ()
            if outcome is Outcome.REFUSED:
                papers = tuple(each for each in value.split(",") if each)
            elif equals:
                day = _day(name, value, problems)
            for step in steps.split(","):
                found = _step(name, step, plan, problems)
                if found is not None:
                    yield Report(step=found, outcome=outcome, on=day, papers=papers)


def _day(option: str, text: str, problems: list[str]) -> date | None:
    try:
        return to_date(text)
    except ValueError as error:
        problems.append(f"--{option}: {error}")
        return None


def _step(option: str, text: str, plan: Plan, problems: list[str]) -> str | None:
    """The id of the step that is named by its number in the plan, its id, or its procedure."""
    ids = [step.id for step in plan.steps]
    known = [*ids, *(done.step for done in (plan.question.case.done if plan.question.case else ()))]
    if text.isdecimal() and text.isascii() and len(text) < 4 and 1 <= int(text) <= len(ids):
        return ids[int(text) - 1]
    found = [id_ for id_ in known if text in (id_, id_.partition("@")[0])]
    if len(found) == 1:
        return found[0]
    problems.append(f"--{option}: {brief(text)} is no step of the plan{_meant(text, known)}")
    return None


def _meant(text: str, known: Iterable[str]) -> str:
    steps = list(known)
    return hint(text, steps) or f"; the steps are {', '.join(steps) or 'none'}"
