"""Questions on partly told facts, over bundled regions: how often exact, how long they take, how good their order is.

    python benchmarks/questions.py [QUESTIONS [SEED]]

Draws so many (500) questions: a region, a scenario, and of the closed facts and the age each known with a chance drawn
for the question, so that everything from nothing to all is told. Prints the share that is exact, the times in seconds
of the processor, and, where at most six facts are open and all completions were looked at, how many more questions than
needed it takes in the worst case to ask each time the one that leaves the fewest plans.
"""

from __future__ import annotations

import random
import sys
from datetime import date
from statistics import median
from time import process_time

from medcard import Catalogue, Undecided, decide, load_catalogue
from medcard.completions import Completions
from medcard.conditions import Known
from medcard.known import FACTS, from_facts
from medcard.packs.discover import bundled
from medcard.planner import reopened
from medcard.relevance import Explored, explore

ON = date(2026, 11, 23)
AGES = ("0", "6", "15", "16", "35", "61")
MOST_OPEN = 6


def main(questions: int, seed: int) -> None:
    """Print the figures of so many questions."""
    chance, regions = random.Random(seed), sorted(bundled())
    catalogues: dict[str, Catalogue] = {}
    taken: list[float] = []
    kinds: dict[str, list[int]] = {"few": [0, 0], "many": [0, 0]}
    excess: list[int] = []
    for _ in range(questions):
        region = chance.choice(regions)
        catalogue = catalogues.setdefault(region, load_catalogue(region))
        told = _told(chance, catalogue)
        applicant, scenario = from_facts(told, asks=catalogue.asks)
        began = process_time()
        answer = decide(applicant, scenario, region=region, on=ON, catalogue=catalogue)
        taken.append(process_time() - began)
        if isinstance(answer, Undecided):
            count = kinds["few" if len(answer.questions) <= MOST_OPEN else "many"]
            count[0] += answer.exact
            count[1] += 1
            excess += _excess(answer, catalogue)
    taken.sort()
    exact, open_ = (sum(each) for each in zip(*kinds.values(), strict=True))
    print(f"{questions} questions, {open_} undecided, exact {exact} ({exact / max(open_, 1):.1%})")
    for kind, (proven, several) in kinds.items():
        print(f"  {kind} facts open: {several}, exact {proven}")
    print(f"time: median {median(taken):.2f} s, p95 {taken[len(taken) * 95 // 100]:.2f} s, most {taken[-1]:.2f} s")
    if excess:
        more = sum(each > 0 for each in excess)
        print(f"order: {len(excess)} compared, greedy takes more in {more}, at most {max(excess)}, sum {sum(excess)}")


def _told(chance: random.Random, catalogue: Catalogue) -> dict[str, str]:
    """What somebody tells: a scenario and some facts."""
    rules = {rule.id: rule for pack in catalogue.packs for rule in pack.scenarios}
    rule = rules[chance.choice(sorted(rules))]
    share = chance.choice((0.0, 0.2, 0.4, 0.6, 0.8, 0.9))
    facts = {fact.name: fact.values for fact in (*FACTS.values(), *catalogue.asks) if fact.values}
    facts |= {"age": AGES}
    told = {name: chance.choice(values) for name, values in facts.items() if name != "acts" and chance.random() < share}
    return {**told, **dict(rule.facts), "scenario": rule.id}


def _excess(answer: Undecided, catalogue: Catalogue) -> list[int]:
    """How many more questions than needed the greedy order takes in the worst case; nothing where that is not known."""
    asking = reopened(answer.question, catalogue=catalogue)
    explored = explore(asking.inquiry, asking.known)
    if not explored.complete or not 0 < len(explored.apart) <= MOST_OPEN:
        return []
    order = Order(explored, asking.inquiry.completions, asking.known)
    return [order.worst(order.all, greedy=True) - order.worst(order.all, greedy=False)]


class Order:
    """How many questions it takes in the worst case until one plan is left."""

    def __init__(self, explored: Explored, completions: Completions, known: Known) -> None:
        self.plans = [leaf.signature for leaf in explored.leaves]
        self.all = frozenset(range(len(self.plans)))
        self.groups = {
            fact: [
                frozenset(n for n in self.all if explored.leaves[n].values.get(fact, value) == value)
                for value in completions.values(fact, known)
            ]
            for fact in explored.relevant()
        }
        self.found: dict[tuple[frozenset[int], bool], int] = {}

    def worst(self, part: frozenset[int], *, greedy: bool) -> int:
        """The questions for ``part`` of the completions, each time the best one, or the one that leaves fewest plans."""
        if self._left(part) <= 1:
            return 0
        key = (part, greedy)
        if key not in self.found:
            splits = [[part & each for each in groups] for groups in self.groups.values()]
            splits = [parts for parts in splits if part not in parts]
            if greedy:
                splits = [min(splits, key=lambda parts: max(map(self._left, parts)))]
            self.found[key] = 1 + min(max(self.worst(each, greedy=greedy) for each in parts) for parts in splits)
        return self.found[key]

    def _left(self, part: frozenset[int]) -> int:
        return len({self.plans[number] for number in part})


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
