"""What the ministry's paper of 2019 says of 2018, and what had to be fitted to say it again with people.

Figures of the paper are targets to compare with; the replay never pays by them. Fitted are only the shares by
which people are made: nobody published them, so each says how it follows from what was.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from engine.domain.service_figures import Group

YEAR = 2018
RECIPIENTS_A_MONTH = 8_166
RECIPIENTS_IN_THE_YEAR = 10_390  # 5 756 is 55.4 % of it
NEAR_MOST = 226
ONLY_INCLUSION = 5_756
ONLY_INCLUSION_PERCENT = Decimal("55.4")
HOURS_A_MONTH = Decimal("45.18")
HOURS_A_WEEK = Decimal("10.40")
PAY_A_MONTH = Decimal("140.73")
TOTAL_A_MONTH = Decimal("156.41")
PAY_AN_HOUR = Decimal("3.1149")  # 140.73 ÷ 45.18
TRANSPORT_CENTS = 401_423_00
HOURS_OF: Mapping[Group, Decimal] = {
    Group.FIRST: Decimal("46.40"),
    Group.SECOND: Decimal("40.39"),
    Group.CHILD: Decimal("60.77"),
}
MUNICIPALITIES = 119  # in force until the reform of 2021

CHILDREN = Fraction(8, 100)
"""Share of children: assumed. Groups I and II follow from it, for the three averages give 45.18 together."""
FIRST_GROUP = (
    Fraction(HOURS_A_MONTH)
    - Fraction(HOURS_OF[Group.SECOND])
    - CHILDREN * (Fraction(HOURS_OF[Group.CHILD]) - Fraction(HOURS_OF[Group.SECOND]))
) / (Fraction(HOURS_OF[Group.FIRST]) - Fraction(HOURS_OF[Group.SECOND]))
"""Share of group I: 52.57 %."""
SHARES: Mapping[Group, Fraction] = {
    Group.FIRST: FIRST_GROUP,
    Group.SECOND: 1 - FIRST_GROUP - CHILDREN,
    Group.CHILD: CHILDREN,
}
CONTRACTS_FOR_WORK = Fraction(7994, 10_000)
"""Share of hours under contracts for work. An hour of 2018 cost 2.6119 euro on the average, 3.2412 with the
employer's contributions; at 79.94 % of the hours with them an hour costs 3.1149. A constant: another rate
gives another result."""
HOURS_NEAR_MOST = 155
"""Hours a month of who uses nearly the most: above 150, and in every week of February still within 40."""
TRAVELLERS = Fraction(1, 8)
"""Share of recipients with journeys by car: assumed; their kilometres are such as to cost what was spent."""
LITRES_PER_100KM, PRICE_OF_A_LITRE = Decimal("7.5"), Decimal("1.25")
"""What the office judges a car by: assumed."""
