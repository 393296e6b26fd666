// Undo and redo: the texts that the file has had in this tab, with the one that stands there now. A step back saves the
// earlier text as a new change, with the version that was seen; nobody else's change is overwritten.
const MOST = 40;

export function keepHistory(holder) {
  const { fileUrl, rawUrl, csrf } = holder.dataset;
  const place = `asistents-drafting ${fileUrl}`;
  const [undo, redo] = ["undo", "redo"].map((name) => holder.querySelector(`[data-${name}]`));
  let kept = read(place);

  const write = () => {
    try {
      sessionStorage.setItem(place, JSON.stringify(kept));
    } catch {
      kept = { texts: kept.texts.slice(-2), at: Math.min(kept.at, 1) };
    }
    undo.hidden = redo.hidden = false;
    undo.disabled = kept.at < 1;
    redo.disabled = kept.at >= kept.texts.length - 1;
  };

  async function note() {
    const answer = await fetch(rawUrl, { credentials: "same-origin" });
    if (!answer.ok) return;
    const text = await answer.text();
    if (kept.texts[kept.at] !== text) {
      kept.texts = [...kept.texts.slice(0, kept.at + 1), text].slice(-MOST);
      kept.at = kept.texts.length - 1;
    }
    write();
  }

  async function step(by) {
    const text = kept.texts[kept.at + by];
    if (text === undefined) return;
    const version = holder.querySelector("input[name=version]").value;
    const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRF-Token": csrf };
    const answer = await fetch(fileUrl, { method: "POST", headers, body: JSON.stringify({ content: text, version }), credentials: "same-origin" });
    if (answer.ok) kept.at += by;
    write();
    window.location.reload();
  }

  undo.addEventListener("click", () => step(-1));
  redo.addEventListener("click", () => step(1));
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || event.target.closest("input, textarea, select")) return;
    event.preventDefault();
    step(event.shiftKey ? 1 : -1);
  });
  note();
  return { note };
}

function read(place) {
  try {
    const found = JSON.parse(sessionStorage.getItem(place));
    return Array.isArray(found?.texts) ? found : { texts: [], at: -1 };
  } catch {
    return { texts: [], at: -1 };
  }
}
