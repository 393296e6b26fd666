// Keeps what is drawn or written in the draft while somebody is at it: after every pause, with the version that was
// seen. Somebody else's newer text is never overwritten unasked. `words` are those of the editor: say, stale, signedOut.
const PAUSE = 900; // ms without a change
const AGAIN = 5000; // ms until the next try when the server cannot be reached

export class Keeper {
  constructor({ writer, server, line, words, onSaving, onSaved, onUnchanged, onStale }) {
    Object.assign(this, { writer, server, line, words, onSaving, onSaved, onUnchanged, onStale });
    this.version = null;
    this.kept = "";
    this.isStale = false;
    this.isBusy = false;
    this.waiting = 0;
  }

  begin(version, text) {
    this.version = version;
    this.kept = text;
    this.isStale = false;
    this.hasChanged = false;
  }

  changed() {
    this.hasChanged = true;
    if (this.isStale) return;
    this.tell(this.words.say("Not saved yet"));
    this.later(PAUSE);
  }

  later(pause) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), pause);
  }

  async save() {
    clearTimeout(this.waiting);
    if (this.isStale) return;
    if (this.isBusy) {
      this.later(PAUSE);
      return;
    }
    this.isBusy = true;
    this.hasChanged = false;
    this.onSaving?.();
    try {
      await this.sent(await this.writer.text());
    } catch {
      this.hasChanged = true;
      this.tell(this.words.say("Not saved: the server cannot be reached. It is tried again."), true);
      this.later(AGAIN);
    } finally {
      this.isBusy = false;
    }
  }

  async sent(content) {
    if (content === this.kept) {
      this.saidSaved();
      this.onUnchanged?.();
      return;
    }
    const answer = await this.server.save(content, this.version);
    if (answer.status === 409) {
      this.isStale = true;
      this.hasChanged = true;
      this.tell(this.words.stale, true);
      this.onStale((await answer.json()).theirs, content);
    } else if (answer.ok) {
      const { version, findings } = await answer.json();
      this.version = version;
      this.kept = content;
      if (!this.hasChanged) this.saidSaved();
      this.onSaved(findings);
    } else {
      this.hasChanged = true;
      this.tell((await refusal(answer)) || this.words.signedOut, true);
    }
  }

  saidSaved() {
    const [hours, minutes] = [new Date().getHours(), new Date().getMinutes()].map((part) => String(part).padStart(2, "0"));
    this.tell(this.words.say("Saved {time}", { time: `${hours}.${minutes}` }));
  }

  tell(words, isBad = false) {
    if (this.line.textContent !== words) this.line.textContent = words;
    this.line.classList.toggle("is-bad", isBad);
  }

  // Whoever leaves with a change that is not kept is asked first.
  guard(page) {
    page.addEventListener("beforeunload", (event) => {
      if (this.hasChanged || this.isBusy) event.preventDefault();
    });
  }
}

async function refusal(answer) {
  try {
    return (await answer.json()).error;
  } catch {
    return "";
  }
}
