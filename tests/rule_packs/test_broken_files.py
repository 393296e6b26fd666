"""Every mistake one can make in a rule pack has its file in `broken/`, with its sentence in the first line.

`# expect: element | rule | sentence`. A broken file holds only what is needed to show the mistake, so what it
leaves out may be found missing too; nothing else may be found.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from engine.domain.rules import NumberUnset
from engine.errors import Finding, Refused, Severity
from engine.messages_catalogue import say
from engine.rule_packs import check_file, read_folder, read_holidays, read_rule_pack

BROKEN = Path(__file__).parent / "broken"
FILES = {"packs": "r316.yaml", "holidays": "holidays_lv.yaml"}


def told(finding: Finding) -> tuple[str, str, str]:
    return finding.element, finding.rule, say(finding.message, "en")


@pytest.mark.parametrize(
    "path", sorted(BROKEN.glob("*/*.yaml")), ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_the_mistake_is_named_with_its_mend(path: Path) -> None:
    first_line = path.read_text("utf-8").splitlines()[0]
    element, rule, sentence = first_line.removeprefix("# expect:").split(" | ", 2)
    shown = f"processes/rule_packs/{FILES[path.parent.name]}"
    findings = check_file(path.read_bytes(), shown)
    assert (element.strip(), rule, sentence) in [told(finding) for finding in findings]
    others = {finding.rule for finding in findings} - {rule, "missing_number", "missing_key"}
    assert others == set()
    assert {(finding.file, finding.severity) for finding in findings} == {(shown, Severity.ERROR)}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"name: r316\nnumbers: \xff\n", "Line 2: the text is not UTF-8; save the file as UTF-8."),
        ("name: r316\n".encode("utf-16"), "Line 1: the text is not UTF-8; save the file as UTF-8."),
        (b"name: r316\n" + b"#" * 1_000_000, "The file is larger than 1 MB."),
        (b"[" * 900_000, "Line 1: this is nested too deeply for such a file."),
        (b"name: r\x00316\n", "The file holds characters that do not belong in a text."),
        (
            b"name: r316\nnumbers:\n" + b"".join(b"  k%d: x\n" % n for n in range(15_000)),
            "Line 10000: this file has too many keys and values.",
        ),
    ],
    ids=["not UTF-8", "UTF-16", "too big", "brackets", "control character", "too many keys"],
)
def test_hostile_files_are_refused_at_once(content: bytes, sentence: str) -> None:
    assert [say(finding.message, "en") for finding in check_file(content, "r316.yaml")] == [sentence]


def test_a_hostile_file_does_not_fill_memory_with_findings() -> None:
    content = "name: r316\nnumbers:\n" + "".join(f"  k{n}: x\n" for n in range(5_000))
    assert len(check_file(content, "r316.yaml")) == 100


def test_every_finding_of_a_file_is_told_at_once_in_the_order_of_its_lines() -> None:
    content = "name: r316\nnumbers:\n  hourly_rates: {}\n  sample_percent:\n    unit: days\n    values: []\n"
    findings = [told(finding) for finding in check_file(content, "r316.yaml")]
    assert [sentence for _, rule, sentence in findings if rule != "missing_number"] == [
        "Line 3: “hourly_rates” is not known here. Did you mean “hourly_rate”?",
        "Line 5: “sample_percent” is counted in percent, not in “days”.",
    ]


def test_a_file_that_is_no_rule_pack() -> None:
    assert [told(finding) for finding in check_file(b"", "processes/rule_packs/r317.yaml")] == [
        (
            "",
            "unknown_file",
            "A rule pack has one of these names: holidays_lv.yaml, proposed_2019.yaml, r316.yaml, r942.yaml.",
        )
    ]


def test_the_readers_refuse_what_the_check_finds() -> None:
    with pytest.raises(Refused) as refused:
        read_rule_pack("name: r316\n", "r316.yaml")
    assert [finding.rule for finding in refused.value.findings] == ["missing_key"]
    with pytest.raises(Refused):
        read_holidays("name: holidays_lv\n", "holidays_lv.yaml")


def test_what_was_recorded_before_a_number_existed_is_still_read() -> None:
    """An installation goes on with its packs after an upgrade; what they lack stops only who asks for it."""
    content = (BROKEN / "packs" / "gap.yaml").read_text("utf-8")
    with pytest.raises(Refused) as refused:
        read_rule_pack(content, "r316.yaml")
    assert {finding.rule for finding in refused.value.findings} == {"gap", "missing_number"}
    old = read_rule_pack(content, "r316.yaml", recorded=True)
    assert old.number("hourly_rate", date(2023, 1, 1)).exact == Decimal("4.79")
    for key, day in (("hourly_rate", date(2022, 6, 1)), ("service_given", date(2023, 1, 1))):
        with pytest.raises(NumberUnset, match=key):
            old.number(key, day)


def test_what_was_recorded_must_still_be_readable() -> None:
    with pytest.raises(Refused):
        read_rule_pack((BROKEN / "packs" / "wrong_unit.yaml").read_text("utf-8"), "r316.yaml", recorded=True)


def test_a_folder_without_holidays_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_folder(tmp_path)
    assert [finding.rule for finding in refused.value.findings] == ["missing_file"]


def test_a_folder_tells_the_findings_of_all_its_files(tmp_path: Path) -> None:
    (tmp_path / "r316.yaml").write_text("name: r316\n", "utf-8")
    (tmp_path / "holidays_lv.yaml").write_text("- x\n", "utf-8")
    with pytest.raises(Refused) as refused:
        read_folder(tmp_path)
    assert [finding.rule for finding in refused.value.findings] == ["not_a_table", "missing_key"]
