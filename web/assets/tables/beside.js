// The test row, the cases and the rules in words beside the grid: the parts of the page as the server draws them, asked
// anew whenever the table has been saved or somebody tries it. Without this script they are an ordinary page.
export class Beside {
  constructor(holder, manager, grid, save) {
    Object.assign(this, { address: holder.dataset.pageUrl, manager, grid, save, query: location.search, asked: 0, fired: [] });
    document.addEventListener("submit", (event) => this.sent(event));
    document.addEventListener("click", (event) => this.clicked(event));
    this.read(document);
  }

  async sent(event) {
    const form = event.target;
    if (!form.closest("[data-table-part]")) return;
    event.preventDefault();
    const isTrial = form.matches("[data-table-try]");
    const body = new URLSearchParams(new FormData(form));
    if (isTrial) this.query = `?${body}`;
    await this.save();
    await this.fetched(isTrial ? this.address + this.query : form.action, isTrial ? {} : { method: "POST", body });
    if (isTrial) document.querySelector("[data-table-answer]")?.scrollIntoView({ block: "nearest" });
  }

  clicked(event) {
    const link = event.target.closest("a[data-table-case]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.query = new URL(link.href).search;
    this.fetched(this.address + this.query).then(() => document.querySelector("#table-try")?.focus());
  }

  renew() {
    const { typed } = this;
    return this.fetched(this.address + this.query, {}, typed);
  }

  // What somebody is typing into the test row stays.
  get typed() {
    const form = document.querySelector("[data-table-try]");
    return form ? new URLSearchParams(new FormData(form)) : null;
  }

  async fetched(address, options = {}, typed = null) {
    const turn = (this.asked += 1);
    const answer = await fetch(address, { credentials: "same-origin", ...options });
    if (turn !== this.asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const at = document.activeElement?.closest("[data-table-part]") ? document.activeElement.id : "";
    for (const part of document.querySelectorAll("[data-table-part]")) {
      const next = page.querySelector(`[data-table-part="${part.dataset.tablePart}"]`);
      part.hidden = !next; // while the table cannot be read, there is nothing to say of it
      if (next && next.innerHTML !== part.innerHTML) part.innerHTML = next.innerHTML;
    }
    for (const [name, value] of typed ?? []) {
      const box = document.querySelector(`[data-table-try] [name="${CSS.escape(name)}"]`);
      if (box) box.value = value;
    }
    if (at) document.getElementById(at)?.focus();
    this.read(document);
  }

  // Which rows hold for what was tried: marked in the grid.
  read(page) {
    const answer = page.querySelector("[data-table-answer]");
    this.fired = (answer?.dataset.rules ?? "").split(" ").filter(Boolean).map(Number);
    this.mark();
  }

  mark() {
    const { rows } = this.manager.table;
    for (const [at, row] of rows.entries()) {
      const line = this.grid.querySelector(`td.rule-index[data-row-id="${CSS.escape(row.id)}"]`)?.closest("tr");
      line?.classList.toggle("has-fired", this.fired.includes(at + 1));
    }
  }
}
