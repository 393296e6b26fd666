// Keys for people who do this all day: Ctrl+Enter sends a form; in lists j k Enter x c / ?
// The single letters can be turned off in the settings (WCAG 2.1.4): <html data-shortcuts="off">.
const TYPING = "input, select, textarea, [contenteditable]";

export function bindShortcuts(page) {
  page.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const button = event.target.closest?.("form")?.querySelector("[data-main-button]");
      if (button) button.click();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(TYPING)) return;
    if (page.documentElement.dataset.shortcuts === "off" || page.querySelector("dialog[open]")) return;
    const act = KEYS[event.key];
    if (act?.(page)) event.preventDefault();
  });
  for (const opener of page.querySelectorAll("[data-opens-dialog]")) {
    opener.hidden = false;
    opener.addEventListener("click", () => openDialog(page));
  }
}

const KEYS = {
  j: (page) => selectRow(page, 1),
  k: (page) => selectRow(page, -1),
  Enter: (page) => !page.activeElement?.closest("a, button, summary") && press(page, "[data-row-open]"),
  x: (page) => press(page, "[data-row-choice]"),
  c: (page) => press(page, "[data-row-claim]"),
  "/": (page) => focusSearch(page),
  "?": (page) => openDialog(page),
};

function selectRow(page, step) {
  const rows = [...page.querySelectorAll("[data-row]")];
  if (!rows.length) return false;
  const now = rows.findIndex((row) => row.classList.contains("is-selected"));
  const next = rows[Math.max(0, Math.min(rows.length - 1, now + step))] ?? rows[0];
  for (const row of rows) row.classList.toggle("is-selected", row === next);
  next.querySelector("[data-row-open]")?.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function press(page, what) {
  const target = page.querySelector(`.is-selected ${what}`);
  target?.click();
  return Boolean(target);
}

function focusSearch(page) {
  const search = page.querySelector("[data-search]");
  search?.focus();
  return Boolean(search);
}

function openDialog(page) {
  const dialog = page.querySelector("dialog[data-shortcut-help]");
  dialog?.showModal();
  return Boolean(dialog);
}
