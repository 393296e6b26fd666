"""Filled forms for the sample pages: one with every kind of component, an assessment, a month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.domain.questionnaire import Instrument, Item, Option
from engine.messages_catalogue import Message, msg
from engine.task_forms import fields as f
from engine.task_forms.instruments import InstrumentFile
from engine.task_forms.submission import fill_inputs
from engine.task_forms.visibility import visible
from web.drawing.form_drawing import FormDrawing
from web.drawing.month_weeks import MonthFrame
from web.drawing.questionnaires import Level, QuestionnaireFrame

W = f.Wording

CHECK_APPLICATION = f.Form(
    id="check_application",
    process="assistant_service",
    title=W("Pārbaudīt iesniegumu", "Check the application"),
    components=(
        f.StaticText(
            label=W(
                "Salīdziniet iesniegumu ar **VDEĀVK atzinumu**. Ja kāda dokumenta trūkst, atzīmējiet to – "
                "sistēma sagatavos vēstuli.",
                "Compare the application with the **commission's opinion**. Tick what is missing – "
                "the system prepares a letter.",
            )
        ),
        f.Group(
            label=W("Iesniedzējs", "Applicant"),
            components=(
                f.TextField(
                    key="person_code",
                    label=W("Personas kods", "Personal code"),
                    description=W("Piemēram, 161175-19997", "For example 161175-19997"),
                    required=True,
                    max_length=12,
                    check=f.TextCheck.PERSONAL_CODE,
                ),
                f.TextField(
                    key="email",
                    label=W("E-pasts", "E-mail"),
                    max_length=120,
                    check=f.TextCheck.EMAIL,
                    autocomplete="email",
                ),
                f.DateField(
                    key="application_day",
                    label=W("Iesnieguma diena", "Day of the application"),
                    required=True,
                    latest="today()",
                ),
                f.Select(
                    key="parish",
                    label=W("Pagasts vai pilsēta", "Parish or town"),
                    required=True,
                    options=(
                        f.Option("center", W("Centrs", "Centre")),
                        f.Option("north", W("Ziemeļu pagasts", "North parish")),
                    ),
                ),
            ),
        ),
        f.Separator(),
        f.Radio(
            key="application_complete",
            label=W("Vai iesniegums ir pilnīgs?", "Is the application complete?"),
            description=W(
                "Pilnīgs: ir atzinums, pārstāvības tiesības un paraksts.",
                "Complete: opinion, right to represent, signature.",
            ),
            required=True,
            options=(f.Option("yes", W("Jā", "Yes")), f.Option("no", W("Nē", "No"))),
        ),
        f.Checklist(
            key="missing_documents",
            label=W("Kas trūkst?", "What is missing?"),
            hide='=application_complete != "no"',
            required=True,
            options=(
                f.Option("opinion", W("VDEĀVK atzinums", "Opinion of the commission")),
                f.Option("representation", W("Pārstāvības tiesību kopija", "Copy of the right to represent")),
                f.Option("work", W("Darba devēja izziņa", "Employer's statement")),
            ),
        ),
        f.DateField(
            key="documents_due",
            label=W("Iesniegt līdz", "To be handed in until"),
            hide='=application_complete != "no"',
        ),
        f.NumberField(
            key="household",
            label=W("Cik cilvēku dzīvo kopā?", "How many people live together?"),
            suffix=W("cilvēki", "people"),
        ),
        f.NumberField(
            key="allowance",
            label=W("Transporta pabalsts mēnesī", "Transport allowance a month"),
            unit=f.NumberUnit.EURO_CENTS,
        ),
        f.DynamicList(
            key="activities",
            label=W("Kam pakalpojums vajadzīgs", "What the service is for"),
            max_rows=5,
            components=(
                f.TextField(key="activity", label=W("Nodarbe", "Activity"), required=True, max_length=80),
                f.NumberField(key="hours", label=W("Stundas mēnesī", "Hours a month"), required=True),
            ),
        ),
        f.FilePicker(
            key="attachments", label=W("Pielikumi", "Attachments"), multiple=True, accept=".pdf,.jpg,.png"
        ),
        f.TextArea(
            key="note",
            label=W("Piezīme kolēģiem", "Note for colleagues"),
            description=W("Redz tikai dienests.", "Only the office sees it."),
            max_length=600,
        ),
        f.Table(
            label=W("Agrākie iesniegumi", "Earlier applications"),
            rows="earlier",
            columns=(
                ("number", W("Numurs", "Number")),
                ("day", W("Diena", "Day")),
                ("outcome", W("Iznākums", "Outcome")),
            ),
        ),
        f.Computed(
            key="age",
            label=W("Vecums iesnieguma dienā", "Age on the day of the application"),
            expression="49",
        ),
        f.TextField(key="declared_address", label=W("Deklarētā adrese", "Declared address"), disabled=True),
        f.Checkbox(
            key="checked",
            label=W(
                "Esmu pārbaudījis atzinuma derīguma termiņu", "I have checked how long the opinion is valid"
            ),
            required=True,
        ),
    ),
)
CHECK_ANSWERS: dict[str, object] = {
    "person_code": "161175-19997",
    "email": "anna.berzina@example.lv",
    "application_day": {"day": "3", "month": "11", "year": "2026"},
    "parish": "center",
    "application_complete": "no",
    "missing_documents": ["opinion", "work"],
    "documents_due": {"day": "1", "month": "12", "year": "2026"},
    "household": "2",
    "allowance": "79,68",
    "activities": [
        {"activity": "Darbs bibliotēkā", "hours": "60"},
        {"activity": "Rehabilitācija", "hours": "20"},
    ],
    "attachments": ["f-1", "f-2"],
    "note": "Zvanīja 4. novembrī.\nIzziņu atnesīs nākamnedēļ.",
    "declared_address": "Liepu iela 4-12, Demo pilsēta",
    "checked": True,
}
CHECK_CONTEXT: dict[str, object] = {
    "earlier": [{"number": "2023-000071", "day": date(2023, 11, 20), "outcome": "Piešķirts uz 3 gadiem"}],
}
CHECK_ERRORS: dict[str, Message] = {
    "person_code": msg("Write an answer."),
    "documents_due": msg("There is no such date in the calendar."),
    "missing_documents": msg("Choose at least one answer."),
    "activities[1].hours": msg("Write a whole number."),
    "checked": msg("Tick the box to go on."),
}


def check_application(errors: Mapping[str, Message] | None = None) -> FormDrawing:
    """Every kind of component, filled in."""
    return FormDrawing(
        form=CHECK_APPLICATION,
        visible=visible(CHECK_APPLICATION, CHECK_ANSWERS, {}, {}),
        inputs=fill_inputs(CHECK_APPLICATION, CHECK_ANSWERS),
        errors=errors or {},
        context=CHECK_CONTEXT,
        computed={"age": 49},
        files={"f-1": "iesniegums.pdf", "f-2": "atzinums.jpg"},
    )


QUESTIONS = (
    ("Iziet no mājokļa un atgriezties", "Leave home and return"),
    ("Pārvietoties pa ielu", "Move along the street"),
    ("Šķērsot ielu", "Cross the street"),
    ("Atrast ceļu nepazīstamā vietā", "Find the way in an unknown place"),
    ("Lietot sabiedrisko transportu", "Use public transport"),
    ("Iekļūt iestādes ēkā", "Get into a public building"),
    ("Pārvietoties ēkā, lietot liftu un kāpnes", "Move inside a building, use lift and stairs"),
    ("Sazināties ar cilvēkiem ārpus mājas", "Communicate with people outside home"),
    ("Saprast rakstīto un norādes", "Understand writing and signs"),
    ("Rīkoties ar naudu un dokumentiem", "Handle money and documents"),
    ("Orientēties laikā un ievērot dienas kārtību", "Keep track of time and the day's order"),
    ("Rīkoties neparedzētā situācijā", "Act when something unforeseen happens"),
)
CRITERIA = (
    ("Veic patstāvīgi, palīdzība nav vajadzīga", "Does it alone, no help needed"),
    ("Veic patstāvīgi, bet ar grūtībām vai palīglīdzekli", "Does it alone, with difficulty or an aid"),
    (
        "Veic daļēji, regulāri vajadzīga cita cilvēka palīdzība",
        "Does part of it, regularly needs another person",
    ),
    ("Nevar veikt bez cita cilvēka palīdzības", "Cannot do it without another person"),
)
INSTRUMENT = InstrumentFile(
    instrument=Instrument(
        name="sample",
        version="1",
        official=False,
        items=tuple(
            Item(
                f"q{number:02d}",
                {"lv": lv, "en": en},
                tuple(
                    Option(points, {"lv": words[0], "en": words[1]}) for points, words in enumerate(CRITERIA)
                ),
            )
            for number, (lv, en) in enumerate(QUESTIONS, start=1)
        ),
    ),
    title=W("Anketa", "Questionnaire"),
    note=W(
        "Šī anketa ir tikai paraugs: īstus lēmumus ar to nepieņem.",
        "This questionnaire is only a sample: no real decision is made with it.",
    ),
)
LEVELS = (
    Level(0, 11, msg("No assistant needed")),
    Level(12, 23, msg("Large support (coefficient 1)")),
    Level(24, 36, msg("Very large support (coefficient 2)")),
)
ASSESS_NEED = f.Form(
    id="assess_need",
    process="assessment_questionnaire",
    title=W("Novērtēt vajadzību", "Assess the need"),
    components=(
        f.QuestionnaireField(
            key="questionnaire",
            instrument="sample",
            required=True,
            label=W("Spēja pārvietoties ārpus mājas", "Ability to move about outside"),
            description=W(
                "Atzīmējiet, kā cilvēks rīkojas parastā dienā.",
                "Mark what the person does on an ordinary day.",
            ),
        ),
        f.TextArea(
            key="assessment_note", label=W("Ko redzēju un dzirdēju", "What I saw and heard"), max_length=2000
        ),
    ),
)


def assess_need(points: Mapping[str, int] | None = None) -> FormDrawing:
    """The assessment, nine of twelve questions answered unless `points` say otherwise."""
    given = points or {f"q{number:02d}": number % 4 for number in range(1, 10)}
    answers: dict[str, object] = {"questionnaire": given}
    return FormDrawing(
        form=ASSESS_NEED,
        visible=ASSESS_NEED,
        inputs=fill_inputs(ASSESS_NEED, answers),
        questionnaires={"questionnaire": QuestionnaireFrame(INSTRUMENT, LEVELS)},
    )


ENTER_MONTH = f.Form(
    id="enter_month",
    process="monthly_confirmation",
    title=W("Ierakstīt mēneša stundas", "Enter the hours of the month"),
    components=(
        f.MonthEntries(
            key="entries",
            label=W("Stundas pa dienām", "Hours by day"),
            description=W(
                "Rakstiet tikai nostrādāto laiku. Tukša diena nozīmē – nebija.",
                "Write only the time worked. An empty day means none.",
            ),
        ),
        f.Checkbox(
            key="signed",
            label=W(
                "Apliecinu, ka stundas ierakstītas pareizi, un parakstu",
                "I confirm that the hours are right, and sign",
            ),
            required=True,
        ),
    ),
)
MONTH = MonthFrame(
    period="2026-10",
    granted_minutes=80 * 60,
    closed={
        "2026-10-12": Message("Pakalpojums apturēts"),
        "2026-10-13": Message("Pakalpojums apturēts"),
        "2026-10-14": Message("Pakalpojums apturēts"),
    },
    notes={"2026-10-01": Message("Vecāku cilvēku diena")},
    with_times=frozenset({"2026-10-07"}),
)
MINUTES = {
    "2026-10-01": 180,
    "2026-10-02": 240,
    "2026-10-05": 195,
    "2026-10-06": 240,
    "2026-10-08": 270,
    "2026-10-10": 120,
    "2026-10-19": 300,
    "2026-10-20": 240,
    "2026-10-22": 210,
    "2026-10-26": 300,
}


MONTHS = {"october": MONTH}
ENTRIES = {"october": MINUTES}
MONTH_ERRORS = {"entries[2026-10-27]": msg("A day has 24 hours.")}


def enter_month(errors: Mapping[str, Message] | None = None) -> FormDrawing:
    """A month half filled in, with closed days and a day that asks from–to."""
    answers: dict[str, object] = {
        "entries": {
            day: {"hours": str(spent // 60), "minutes": str(spent % 60)} for day, spent in MINUTES.items()
        }
        | {"2026-10-07": {"from": "09:30", "to": "12:00"}, "2026-10-27": {"hours": "25", "minutes": ""}}
    }
    return FormDrawing(
        form=ENTER_MONTH,
        visible=ENTER_MONTH,
        inputs=fill_inputs(ENTER_MONTH, answers),
        errors=errors or {},
        months={"entries": MONTH},
    )
