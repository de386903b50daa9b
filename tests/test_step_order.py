"""Steps stand in an order in which they can be done, also those of one day."""

from __future__ import annotations

from datetime import date

from medcard import Applicant, CardScenario, make_plan


def test_a_card_is_collected_before_it_is_activated_on_the_same_day() -> None:
    """Several acts of a bank change give what the activation needs; the id does not decide between them."""
    plan = make_plan(
        Applicant(age=40, bank_active=True),
        CardScenario(id="details-changed", changed="bank"),
        region="230000",
        on=date(2026, 11, 23),
        assume="typical",
    )
    order = [step.procedure for step in plan.steps]
    assert order.index("card-collect") < order.index("card-activate-bank")
    assert order.index("card-collect") < order.index("card-activate-social")
