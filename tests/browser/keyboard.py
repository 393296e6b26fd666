"""Somebody who has no mouse: Tab, Space, Enter and the arrow keys, and always a look at where the focus is.

keys = Keys(person)
keys.skip_to_content()
keys.reach(page.get_by_role("link", name="…")).enter()
"""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from tests.browser.live_town import Person

MOST = 150  # stops; whoever needs more of them has no way there
SHOWN = """() => {
    const one = document.activeElement;
    if (!one || one === document.body || one === document.documentElement) return 'lost';
    const lit = (style) =>
        style.boxShadow !== 'none' || style.backgroundColor === 'rgb(255, 221, 0)' ||
        (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 &&
            !/^rgba.*, 0\\)$/.test(style.outlineColor));
    const styles = [getComputedStyle(one), ...[...(one.labels ?? [])].flatMap((label) => [
        getComputedStyle(label), getComputedStyle(label, '::before')])];
    const box = one.getBoundingClientRect();
    const inside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
    const name = one.outerHTML.slice(0, 120);
    if (!styles.some(lit)) return `not shown: ${name}`;
    return inside ? '' : `out of sight: ${name}`;
}"""


@dataclass(slots=True)
class Keys:
    """One person's keyboard."""

    person: Person

    @property
    def page(self) -> Page:
        """What stands before them."""
        return self.person.page

    def sees_focus(self) -> None:
        """The focus is on something, is marked, and is in the window."""
        wrong = self.page.evaluate(SHOWN)
        assert not wrong, f"{wrong} ({self.page.url})"

    def tab(self) -> None:
        """One stop further."""
        self.page.keyboard.press("Tab")
        self.sees_focus()

    def reach(self, target: Locator) -> Keys:
        """Go on until this has the focus, and see each stop on the way."""
        for _ in range(MOST):
            if target.evaluate("one => one === document.activeElement"):
                return self
            self.tab()
        raise AssertionError(f"no way by keyboard to {target}")

    def skip_to_content(self) -> Keys:
        """The first stop of a page leaps over the menu."""
        self.tab()
        assert self.page.evaluate("document.activeElement.matches('.govuk-skip-link')"), self.page.url
        self.page.keyboard.press("Enter")
        assert self.page.evaluate("document.activeElement.id") == "main"
        self.tab()
        assert self.page.evaluate("document.activeElement.closest('main') !== null"), self.page.url
        return self

    def press(self, key: str) -> Keys:
        """A key that stays on the page, and leaves the focus in it."""
        self.page.keyboard.press(key)
        self.sees_focus()
        return self

    def type(self, words: str) -> Keys:
        """Words into what has the focus."""
        self.page.keyboard.insert_text(words)
        return self

    def enter(self, key: str = "Enter") -> Keys:
        """A key that leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        return self
