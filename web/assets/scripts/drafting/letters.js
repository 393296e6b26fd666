// A value is put where the cursor stands in the letter; a finding leads to its line.
export function placeValues(holder) {
  const box = holder.querySelector("[data-letter-text]");
  if (!box) return;
  for (const button of holder.querySelectorAll("[data-insert]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      box.focus();
      box.setRangeText(button.dataset.insert, box.selectionStart, box.selectionEnd, "end");
      box.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  holder.addEventListener("click", (event) => {
    const link = event.target.closest("[data-line]");
    if (!link) return;
    event.preventDefault();
    const lines = box.value.split("\n");
    const number = Math.min(Number(link.dataset.line), lines.length) - 1;
    const start = lines.slice(0, number).join("\n").length + (number ? 1 : 0);
    box.focus();
    box.setSelectionRange(start, start + lines[number].length);
    box.scrollTop = (box.scrollHeight * number) / lines.length - box.clientHeight / 3;
  });
}
