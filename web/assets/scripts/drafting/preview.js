// The preview follows what is chosen above it, and what was saved, without a new page.
export function watchPreview(holder) {
  const frame = holder.querySelector("[data-preview-frame]");
  const choices = holder.querySelector("[data-preview-choices]");
  if (!frame || !choices) return () => {};
  const button = choices.querySelector("[data-preview-button]");
  button.hidden = true;

  const asked = () => {
    const given = new URLSearchParams(new FormData(choices));
    const { width } = Object.fromEntries(given);
    for (const name of ["width", "field"]) given.delete(name);
    return { address: `${frame.dataset.base}?${given}`, width, sample: given.get("sample") };
  };
  choices.addEventListener("change", () => {
    const { address, width, sample } = asked();
    frame.className = `preview-frame preview-frame--${width}`;
    frame.src = address;
    choices.querySelector("[data-preview-alone]").href = address;
    const paper = holder.querySelector("[data-pdf]");
    if (paper && sample !== null) paper.search = `?sample=${sample}`;
  });
  return () => {
    frame.src = asked().address;
  };
}
