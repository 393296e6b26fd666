"""Many pages ask the gate about many drafts at the same time."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from engine.errors import Finding, Severity
from engine.gate import release
from engine.messages_catalogue import msg


class Crowded(dict[str, object]):
    """What is kept is pushed out at once by the drafts of others."""

    def __setitem__(self, key: str, value: object) -> None:
        super().__setitem__(key, value)
        self.clear()


def finding(files: Mapping[str, bytes], **_: object) -> list[Finding]:
    """What would be found in these files."""
    return [Finding(files["x"].decode(), "", "wrong", Severity.ERROR, msg("Saved."))]


def test_an_answer_is_given_though_others_push_it_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "check_files", finding)
    monkeypatch.setattr(release, "_KEPT", Crowded())
    assert [one.file for one in release.check_release({"x": b"1"})] == ["1"]


def test_a_few_answers_are_kept_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []

    def judge(files: Mapping[str, bytes], **_: object) -> list[Finding]:
        asked.append(files["x"])
        return finding(files)

    monkeypatch.setattr(release, "check_files", judge)
    monkeypatch.setattr(release, "_KEPT", {})
    for name in (b"1", b"2", b"3", b"4", b"5", b"5", b"1"):
        assert [one.file for one in release.check_release({"x": name})] == [name.decode()]
    assert asked == [b"1", b"2", b"3", b"4", b"5", b"1"]
    assert len(release._KEPT) == release._MOST_KEPT
