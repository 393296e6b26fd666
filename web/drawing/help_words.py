"""What the help says to each role: short answers to what people ask first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.domain.rights import Role
from engine.messages_catalogue import Message, msg

Topic = tuple[Message, Sequence[Message]]
"""A question and the steps that answer it."""

EVERYBODY: Sequence[Topic] = (
    (
        msg("I cannot sign in"),
        (
            msg("Call the office. It sets a new password together with you."),
            msg("Or ask for a code. With the code and your date of birth you come in without a password."),
        ),
    ),
    (
        msg("The letters are too small, or the page is too bright"),
        (
            msg("Press “Settings” at the top of the page."),
            msg("Choose the size of text, the contrast and the spacing. It is kept for you."),
        ),
    ),
    (
        msg("I work with the keyboard only"),
        (
            msg("Tab goes on, Shift and Tab go back, Enter opens."),
            msg("The first Tab on each page offers to skip to the content."),
        ),
    ),
)
_HOME = (
    msg("What you have to do stands on your first page, the most urgent first."),
    msg("If it says “Nothing to do right now”, you are done."),
)
_ASK = (
    msg("Press “Ask the caseworker” on your first page and write."),
    msg("The answer is on your first page. If it is urgent, call."),
)
RECIPIENT: Sequence[Topic] = (
    (msg("What do I have to do?"), _HOME),
    (
        msg("How do I confirm a month?"),
        (
            msg("On your first page press “Confirm the month”."),
            msg("Look at the hours that the assistant entered."),
            msg("If they are right, press “Confirm and sign”. That is all."),
            msg("If not, correct them: the assistant then signs once more."),
        ),
    ),
    (msg("How do I ask something?"), _ASK),
)
ASSISTANT: Sequence[Topic] = (
    (msg("What do I have to do?"), _HOME),
    (
        msg("How do I enter the hours?"),
        (
            msg("On your first page press “Enter and sign the month”."),
            msg("Open the week. Write the hours and minutes of each day on which you helped."),
            msg("Leave the other days empty. What you typed is kept, you can go on later."),
            msg("On the last day of the month or later tick the box and press “Sign and send”."),
        ),
    ),
    (msg("How do I ask something?"), _ASK),
)
CASEWORKER: Sequence[Topic] = (
    (
        msg("Where do I begin in the morning?"),
        (
            msg("At “Tasks”: what is overdue stands first."),
            msg("Then “Questions”: people wait for an answer there."),
            msg("At the end of a month “Months”: who has not signed yet, with one button that reminds them."),
        ),
    ),
    (
        msg("The case is of somebody close to me"),
        (
            msg("Open the case, press “I must not work on this case” and say what ties you to it."),
            msg("You do not see the case any more, and colleagues go on with your tasks in it."),
        ),
    ),
    (
        msg("Somebody has no password"),
        (
            msg("Open the case, then “People”, then “Let them sign in without a password”."),
            msg("Read the code out, print it, or send a link by e-mail. It counts once."),
        ),
    ),
    (
        msg("Somebody cannot use a screen"),
        (
            msg("When a month's deadline has passed, a task comes up to record it otherwise."),
            msg("Write down how it was confirmed: on paper or by telephone."),
        ),
    ),
)
HEAD: Sequence[Topic] = (
    (
        msg("What waits for me?"),
        (
            msg("At “Tasks”: decisions and claims that a second person approves."),
            msg("At “Budget” and “Statistics” the month and the year at a glance."),
        ),
    ),
)
FINANCE: Sequence[Topic] = (
    (
        msg("How does a month become money?"),
        (
            msg("“Claims to the ministry” shows each month's claim and what blocks a line."),
            msg("Check it, have somebody else approve it, then fetch the files."),
            msg("When the ministry replies, send its reply in; what was not paid is listed."),
        ),
    ),
)
PROCESS_OWNER: Sequence[Topic] = (
    (
        msg("How is a number changed?"),
        (
            msg("Open it at “Numbers of the rules” and propose the new value with its day and source."),
            msg("Somebody else approves it. It counts from its day on."),
        ),
    ),
)
ADMINISTRATOR: Sequence[Topic] = (
    (
        msg("What is mine to keep in order?"),
        (
            msg("“Users”: who may sign in, with which roles, until when."),
            msg("“Administration”: the municipality, days off, provider organisations, a trial e-mail."),
            msg("“Incidents”: steps that stopped, each with why and what to do."),
        ),
    ),
)
OTHERS: Sequence[Topic] = (
    (
        msg("What can I do here?"),
        (
            msg("The menu at the top shows what is open to you."),
            msg("Every case, month and claim opens with a click on its name."),
        ),
    ),
)
TOPICS: Mapping[str, Sequence[Topic]] = {
    Role.RECIPIENT: RECIPIENT,
    Role.LEGAL_REPRESENTATIVE: RECIPIENT,
    Role.ASSISTANT: ASSISTANT,
    Role.CASEWORKER: CASEWORKER,
    Role.HEAD_OF_SERVICE: HEAD,
    Role.FINANCE: FINANCE,
    Role.PROCESS_OWNER: PROCESS_OWNER,
    Role.ADMINISTRATOR: ADMINISTRATOR,
}


def topics(roles: frozenset[str]) -> list[dict[str, object]]:
    """What the help says to somebody with these roles, their own matters first."""
    own = [topic for role in sorted(roles) for topic in TOPICS.get(role, OTHERS)]
    everything = [*own, *EVERYBODY]
    once = [topic for place, topic in enumerate(everything) if topic not in everything[:place]]
    return [{"title": title, "steps": list(steps)} for title, steps in once]
