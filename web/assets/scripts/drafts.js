// <form data-draft-url data-draft-saved="… {time}" data-draft-failed="…"> sends itself there two seconds after
// the last change; [data-draft-status] says so. What failed is sent again once the network is back; leaving with unsent
// changes asks first.
const PAUSE = 2000;

export function keepDrafts(page) {
  for (const form of page.querySelectorAll("form[data-draft-url]")) keepDraft(form);
}

function keepDraft(form) {
  const status = form.querySelector("[data-draft-status]");
  let timer = 0;
  let unsaved = false;

  async function save() {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
    unsaved = false;
    try {
      const answer = await fetch(form.dataset.draftUrl, { method: "POST", body, credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      const { saved_at: time } = await answer.json();
      if (status) status.textContent = form.dataset.draftSaved.replace("{time}", time);
    } catch {
      unsaved = true;
      if (status) status.textContent = form.dataset.draftFailed;
    }
  }

  form.addEventListener("input", () => {
    unsaved = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", () => {
    unsaved = false;
    clearTimeout(timer);
  });
  window.addEventListener("online", () => {
    if (unsaved) save();
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
}
