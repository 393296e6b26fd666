"""Pages of a claim: lines that have no one rate, sums as people read them."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

from engine.persistence import rows
from engine.persistence.tables.cases import Contract, Suspension
from engine.persistence.tables.claims import ClaimLine
from tests.processes.claim_roads import OPENS, approved, reviewed, the_claim
from tests.processes.month_roads import ENDS, MARCH, both_sign, march
from tests.processes.old_roads import FEBRUARY, at_the_end_of, in_force
from tests.web.town import Answer, Town


def test_a_month_in_hospital_is_a_line_without_a_rate(town: Town) -> None:
    march(town)
    with town.runtime.transaction(town.tenant) as session:
        contract = rows.every(session, Contract)[0]
        session.add(
            Suspension(
                contract_id=contract.id,
                from_day=date(2026, 3, 1),
                to_day=ENDS,
                reason="in_patient",
                in_patient=True,
            )
        )
    both_sign(town, {})
    town.on(OPENS)
    claim_id = the_claim(town).id
    (line,) = town.read(lambda session: rows.every(session, ClaimLine, claim_id=claim_id))
    assert (line.rate, line.minutes, line.pay_cents) == (None, 0, 0)
    finance = town.guest("finance")
    page = finance.get(f"/claims/{claim_id}")
    assert page.status == 200
    assert 'data-label="Likme" class="number">–<' in page.text
    evidence = finance.get(f"/claims/{claim_id}/lines/{line.id}")
    assert evidence.status == 200
    assert "0 min = <strong>0,00 €</strong>" in evidence.text


def test_beside_a_claims_task_stand_its_sums_its_files_and_the_way_to_it(town: Town) -> None:
    march(town)
    both_sign(town)
    town.on(OPENS)
    claim_id = the_claim(town).id
    finance, head = town.guest("finance"), town.guest("head")

    def panel(name: str) -> str:
        guest = head if name == "approve_claim" else finance
        page = guest.get(f"/tasks/{town.task(name, MARCH).id}").text
        return page[page.index('id="about-claim"') :].split("</section>")[0]

    review = panel("review_claim")
    assert f'href="/claims/{claim_id}"' in review
    assert "54,20 €" in review
    assert "10 st." in review
    assert "/files/" not in review
    reviewed(town)
    assert "54,20 €" in panel("approve_claim")
    town.complete("approve_claim", period="2026-03", approval="approved")
    for name in ("record_ministry_reply", "pay_assistants"):
        assert f"/claims/{claim_id}/files/csv" in panel(name)
    assert "54,20 €" in panel("pay_assistants")


HEAD = "Līguma numurs;Pakalpojuma mēnesis;Rezultāts;Pieņemts, EUR;Iemesls\r\n"


def test_the_ministrys_answer_is_sent_as_a_file_and_given_back_where_it_must_be_mended(town: Town) -> None:
    march(town)
    both_sign(town)
    town.on(OPENS)
    approved(town)
    address = f"/claims/{the_claim(town).id}"
    finance = town.guest("finance")
    assert f'href="{address}/reply"' in finance.get(address).text

    def send(text: str) -> Answer:
        finance.get(f"{address}/reply")
        file = (BytesIO((HEAD + text).encode()), "atbilde.csv")
        return finance.send(
            f"{address}/reply", {"csrf_token": finance.token, "file": file, "day": "2026-04-08"}
        )

    bad = send("L-2026/1;2026-03;samazināts;50,00;\r\n")
    assert bad.status == 422
    assert "2. rinda: Ja rinda samazināta vai atteikta, vajadzīgs pamatojums." in bad.text
    back = finance.post(f"{address}/reply/errors", content=HEAD + "L-2026/1;2026-03;samazināts;50,00;\r\n")
    assert back.response.headers["Content-Disposition"].startswith("attachment")
    assert "Kas jālabo" in back.text
    assert ";50,00;;Ja rinda samazināta vai atteikta" in back.text
    assert the_claim(town).state == "exported"
    assert send("").status == 422

    taken = send("L-2026/1;2026-03;samazināts;50,00;Par daudz stundu.\r\n")
    assert (taken.status, taken.goes_to) == (303, address)
    page = finance.get(address).text
    assert re.search(r"Pieņemts 50,00\s€: Par daudz stundu\.", page)
    assert f'href="{address}/reply"' not in page
    again = send("L-2026/1;2026-03;samazināts;50,00;Par daudz stundu.\r\n")
    assert again.status == 303


def test_a_caseworker_begins_a_correction_on_the_months_page(town: Town) -> None:
    march(town)
    both_sign(town)
    month = f"/months/{town.month(MARCH).id}"
    ilze = town.guest("caseworker")
    assert "Labot mēnesi" not in ilze.get(month).text
    town.on(OPENS)
    approved(town)
    ilze = town.guest("caseworker")
    assert "Labot mēnesi" in ilze.get(month).text
    assert ilze.post(f"{month}/correct").status == 303
    page = ilze.get(month).text
    assert "1. labojums" in page
    assert "Ievadīt labojumu" in page
    assert "Labot mēnesi" not in page
    form = ilze.get(f"/tasks/{town.task('enter_correction').id}").text
    assert 'name="entries[2026-03-03].hours"' in form  # there before an answer reveals it
    assert "entries_work" not in form


def test_a_claimed_report_by_purpose_is_corrected_on_its_pages(old_town: Town) -> None:
    """The form asks for hours of the granted purposes; both sides see them, and the journeys as claimed."""
    town = old_town
    in_force(town)
    at_the_end_of(town)
    journey = {"travelled_on": date(2021, 2, 3), "purpose": "work", "ticket_cents": 150}
    work, leisure = {"2021-02-03": 240}, {"2021-02-03": 60}
    town.complete(
        "enter_report", period=FEBRUARY, signed=True, entries_work=work, entries_leisure=leisure,
        journeys_made=True, journeys=[journey],
    )  # fmt: skip
    town.complete("confirm_report", period=FEBRUARY, verdict="confirmed")
    town.complete(
        "judge_transport", period=FEBRUARY, transport_group="II", transport_allowance=False,
        transport_by_municipality=False, car_ground="none",
    )  # fmt: skip
    town.on(date(2021, 3, 8))
    approved(town, period=FEBRUARY)
    month = f"/months/{town.month(FEBRUARY).id}"
    ilze = town.guest("caseworker")
    assert "Labot mēnesi" in ilze.get(month).text
    assert ilze.post(f"{month}/correct").status == 303
    answer = ilze.get(f"/tasks/{town.task('enter_correction').id}")
    form = answer.text
    assert 'data-show-when="correction_step" data-show-value="announce"' in form
    assert answer.value("entries_work[2021-02-03].hours") == "4"  # what was signed
    assert answer.value("entries_leisure[2021-02-03].hours") == "1"
    assert "entries_education" not in form
    assert 'name="entries[' not in form
    announced = {"correction_step": "announce", "correction_reason": "hours_missing"}
    town.complete("enter_correction", entries_work={"2021-02-03": 300}, **announced)
    page = town.guest("janis").get(f"/tasks/{town.task('agree_correction_assistant').id}").text
    assert "Algots darbs" in page
    assert "Braucieni – labojums tos nemaina" in page
    assert "1,50" in page
    assert "Stundas pēc labojuma" not in page
    weeks = re.findall(r'<section class="week" aria-labelledby="([^"]+)"', page)
    assert len(weeks) == 2 * 4
    assert {names.split()[0] for names in weeks} == {"shown_work-heading", "shown_leisure-heading"}
    assert all(f'id="{name}"' in page for names in weeks for name in names.split())


PAYROLL = (
    "Atsauce;Bruto, EUR;Ieturētais ienākuma nodoklis, EUR;Darba ņēmēja iemaksas, EUR;"
    "Darba devēja iemaksas, EUR;Neto izmaksāts, EUR;Izmaksas datums\r\n"
)


def test_payrolls_answer_is_sent_as_a_file_and_the_assistant_reads_what_they_got(town: Town) -> None:
    march(town)
    both_sign(town)
    town.on(OPENS)
    approved(town)
    address = f"/claims/{the_claim(town).id}"
    month = f"/months/{town.month(MARCH).id}"
    finance = town.guest("finance")
    assert f'href="{address}/payroll"' in finance.get(address).text
    assert f'href="{address}/payroll"' not in town.guest("auditor").get(address).text

    def send(text: str) -> Answer:
        finance.get(f"{address}/payroll")
        file = (BytesIO((PAYROLL + text).encode()), "algas.csv")
        return finance.send(f"{address}/payroll", {"csrf_token": finance.token, "file": file})

    line = f"month-{town.month(MARCH).id};43,86;8,00;4,61;10,34;31,25;2026-04-08\r\n"
    bad = send(line.replace("31,25", "31,26"))
    assert bad.status == 422
    wrong = "2. rinda: Neto, nodoklis un darba ņēmēja iemaksas kopā ir 43,87"
    assert wrong in bad.text
    back = finance.post(f"{address}/payroll/errors", content=PAYROLL + line.replace("31,25", "31,26"))
    assert back.response.headers["Content-Disposition"].startswith("attachment")
    assert "Kas jālabo" in back.text
    assert re.search(r"Atbilde saņemta par maksājumiem: 0 no 1", finance.get(address).text)
    assert "Izmaksāts pēc nodokļiem" not in town.guest("janis").get(month).text

    taken = send(line)
    assert (taken.status, taken.goes_to) == (303, address)
    page = finance.get(address).text
    assert re.search(r"Atbilde saņemta par maksājumiem: 1 no 1", page)
    assert re.search(r"31,25\s€", page)
    assert re.search(r"54,20\s€", page)
    own = town.guest("janis").get(month).text
    assert re.search(r"Izmaksāts pēc nodokļiem</dt><dd>31,25\s€", own)
    assert "31,25" not in town.guest("anna").get(month).text
    assert send(line).status == 303
    assert "nekas nav mainījies" in finance.get(address).text


STEPS = re.compile(
    r'<li class="stage([^"]*)"([^>]*)>(\d)\. (.*?) <span class="stage__when">(.*?)</span></li>', re.DOTALL
)


def steps_of(page: Answer) -> list[tuple[str, str, str]]:
    """Name, standing in words, how the assistive tools hear it."""
    return [
        (name, " ".join(re.sub(r"<[^>]+>", " ", said).split()), "now" if "aria-current" in marks else "")
        for _, marks, _, name, said in STEPS.findall(page.text)
    ]


def test_five_steps_say_what_is_done_by_whom_what_is_now_and_what_lies_ahead(town: Town) -> None:
    march(town)
    both_sign(town)
    town.on(OPENS)
    finance, address = town.guest("finance"), f"/claims/{the_claim(town).id}"
    page = finance.get(address)
    assert steps_of(page) == [
        ("Savākšana", "✓ pabeigts, 08.04.2026.", ""),
        ("Pārbaude", "tagad", "now"),
        ("Apstiprināšana", "vēl priekšā", ""),
        ("Nosūtīšana", "vēl priekšā", ""),
        ("Saskaņošana", "vēl priekšā", ""),
    ]
    assert "2. solis no 5: Pārbaude" in page.text
    now = page.text.split('id="step-now"')[1].split("</section>")[0]
    assert f'href="/tasks/{town.task("review_claim", MARCH).id}"' in now
    assert "Gatavi mēneši: 1 no 1" in now
    assert '<progress class="bar" max="1" value="1" aria-labelledby="progress">Gatavi mēneši: 1 no 1' in now
    approved(town)
    found = steps_of(finance.get(address))
    assert [one[0] for one in found if one[2]] == ["Saskaņošana"]
    who = {name: town.actor(name).name for name in ("finance", "head")}
    assert found[1][1] == f"✓ pabeigts, 08.04.2026. {who['finance']}"
    assert found[2][1] == f"✓ pabeigts, 08.04.2026. {who['head']}"
    assert "Pieprasījumā iekļautie mēneši: 1 no 1" in finance.get(address).text


def test_a_line_that_is_kept_out_says_why_and_leads_to_what_mends_it(town: Town) -> None:
    march(town)
    town.on(OPENS)
    address = f"/claims/{the_claim(town).id}"
    page = town.guest("head").get(address)
    assert "Gatavi mēneši: 0 no 1" in page.text
    kept_out = page.text.split('id="blocked"')[1].split("</section>")[0]
    month = town.month(MARCH)
    assert "Termiņš ir pagājis" in kept_out or "nav parakst" in kept_out
    mend = re.search(r'<a class="govuk-link target" href="([^"]+)">([^<]+)', kept_out)
    assert mend is not None
    assert mend[1] in (f"/months/{month.id}", f"/months?period={MARCH}")
    assert town.guest("head").get(mend[1]).status == 200
    waiting = re.search(rf'<a href="(/months\?period={MARCH}&state=\w+)">[^<]+<b>1</b>', page.text)
    assert waiting is not None
    assert town.guest("head").get(waiting[1]).status == 200
    assert "/months" not in town.guest("ministry").get(address).text.split("<main")[1]
