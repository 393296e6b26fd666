// <form data-keeps> is sent in the background after every pause. The page that comes back brings the list of fields, the
// findings and the new version; what is being typed is left alone. A conflict is shown by sending the form for real.
const PAUSE = 900;
const AGAIN = 5000;

export function keepTyped(holder, onSaved) {
  const form = holder.querySelector("form[data-keeps]");
  const line = holder.querySelector("[data-saved-line]");
  let timer = 0;
  let changed = false;
  let busy = false;

  const say = (words, isBad = false) => {
    line.textContent = words;
    line.classList.toggle("is-bad", isBad);
  };
  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  };

  async function save() {
    if (busy) return later(PAUSE);
    busy = true;
    changed = false;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), credentials: "same-origin" });
      if (answer.status === 409) return leaveWith(form);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.ok && page.querySelector("[data-drafting]")) {
        taken(holder, page);
        if (!changed) say(holder.dataset.saved.replace("{time}", clock()));
        onSaved();
      } else {
        changed = true;
        const why = page.querySelector(".govuk-error-summary li")?.textContent.trim() ?? String(answer.status);
        say(holder.dataset.refused.replace("{why}", why), true);
      }
    } catch {
      changed = true;
      say(holder.dataset.failed, true);
      later(AGAIN);
    } finally {
      busy = false;
    }
  }

  form.addEventListener("input", () => {
    changed = true;
    say(holder.dataset.waiting);
    later(PAUSE);
  });
  // Any form of the page is sent with what was typed kept before it: nothing waits behind.
  for (const other of holder.querySelectorAll("form")) {
    other.addEventListener("submit", async (event) => {
      clearTimeout(timer);
      if (other === form || (!changed && !busy)) {
        changed = false;
        return;
      }
      event.preventDefault();
      const button = event.submitter;
      while (busy) await new Promise((done) => setTimeout(done, 50));
      if (changed) await save();
      if (!changed) other.requestSubmit(button);
    });
  }
  holder.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.target || event.ctrlKey || event.metaKey || (!changed && !busy)) return;
    event.preventDefault();
    clearTimeout(timer);
    while (busy) await new Promise((done) => setTimeout(done, 50));
    if (changed) await save();
    if (!changed) window.location.assign(link.href);
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed || busy) event.preventDefault();
  });

  function leaveWith(sent) {
    changed = busy = false;
    sent.submit();
  }
}

// What the server's page says anew, without touching the boxes that somebody types into.
function taken(holder, page) {
  for (const part of holder.querySelectorAll("[data-swapped]")) {
    const fresh = page.querySelector(`[data-swapped="${part.dataset.swapped}"]`);
    if (fresh) part.replaceChildren(...fresh.childNodes);
  }
  for (const name of ["version", "was"]) {
    const fresh = page.querySelector(`form[data-keeps] input[name="${name}"]`);
    if (fresh) for (const box of holder.querySelectorAll(`input[name="${name}"]`)) box.value = fresh.value;
  }
}

const clock = () => [new Date().getHours(), new Date().getMinutes()].map((part) => String(part).padStart(2, "0")).join(".");
