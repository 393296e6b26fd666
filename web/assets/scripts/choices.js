// Rows that are chosen for one deed: how many there are, and all of them at once. The form works without it.
export function countChoices(page) {
  const bar = page.querySelector("[data-bulk]");
  const boxes = [...page.querySelectorAll("[data-row-choice]")];
  if (!bar || !boxes.length) return;
  const told = bar.querySelector("[data-bulk-count]");
  const tell = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    told.textContent = chosen ? `(${chosen})` : "";
    if (chosen) bar.open = true;
  };
  for (const box of boxes) box.addEventListener("change", tell);
  const all = bar.querySelector("[data-choose-all]");
  all.hidden = false;
  all.addEventListener("click", () => {
    const chosen = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = chosen;
    tell();
  });
  tell();
}
