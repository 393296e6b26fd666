// What the editor asks of the server. Every answer is JSON; whoever is signed out meanwhile gets a page instead.
export class Server {
  constructor(holder) {
    this.urls = holder.dataset;
    this.kept = new Map(); // days by rule
  }

  file() {
    return this.ask(this.urls.fileUrl).then((answer) => answer.json());
  }

  choices() {
    return this.ask(this.urls.choicesUrl).then((answer) => answer.json());
  }

  outline() {
    return this.ask(this.urls.outlineUrl, { headers: {} }).then((answer) => answer.text());
  }

  async dates(rule) {
    if (!this.kept.has(rule)) {
      const answer = await this.send(this.urls.datesUrl, { rule });
      this.kept.set(rule, answer.ok ? await answer.json() : { days: [] });
    }
    return this.kept.get(rule);
  }

  save(content, version) {
    return this.send(this.urls.fileUrl, { content, version });
  }

  // A new form under a name, empty or as a copy; {error} where it could not be made.
  async makeForm(name, { title, titleEn, copied }) {
    const answer = await this.send(this.urls.formsUrl, { name, title, title_en: titleEn, copied });
    const isTold = answer.headers.get("Content-Type")?.startsWith("application/json");
    return isTold ? answer.json() : { error: String(answer.status) };
  }

  send(address, body) {
    const headers = { "Content-Type": "application/json", "X-CSRF-Token": this.urls.csrf };
    return this.ask(address, { method: "POST", headers, body: JSON.stringify(body) }, true);
  }

  async ask(address, options = {}, anyStatus = false) {
    const headers = { Accept: "application/json", ...options.headers };
    const answer = await fetch(address, { credentials: "same-origin", redirect: "error", ...options, headers });
    if (!answer.ok && !anyStatus) throw new Error(String(answer.status));
    return answer;
  }
}
