// Getting about: from a problem or a step of the outline to the element, with keys through the steps, into the panel.
const FIELD = ".bio-properties-panel-entry :is(input, select, textarea)";

export class Mover {
  constructor(holder, modeler) {
    this.holder = holder;
    this.modeler = modeler;
    modeler.get("keyboard").addListener(1500, ({ keyEvent }) => this.key(keyEvent));
    holder.querySelector("[data-editor-panel]").addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.toCanvas();
    });
  }

  select(id, { intoPanel = false } = {}) {
    const [canvas, registry, selection] = ["canvas", "elementRegistry", "selection"].map((name) => this.modeler.get(name));
    const element = registry.get(id);
    if (!element) return false;
    canvas.setRootElement(canvas.findRoot(element));
    canvas.scrollToElement(element, { top: 80, right: 80, bottom: 80, left: 120 });
    canvas.focus();
    selection.select(element);
    if (intoPanel) setTimeout(() => this.toPanel(), 60); // the panel follows the selection a moment later
    return true;
  }

  toPanel() {
    this.holder.querySelector(`[data-editor-panel] .bio-properties-panel-group-entries.open ${FIELD}, [data-editor-panel] ${FIELD}`)?.focus();
  }

  toCanvas() {
    this.modeler.get("canvas").focus();
  }

  // true: the key is ours; anything else is left to the editor's own keys (false would end it there too).
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
    if (event.key === "j" || event.key === "k") return this.step(event.key === "j" ? 1 : -1);
    if (event.key === "Enter" && this.modeler.get("selection").get().length === 1) {
      event.preventDefault();
      this.toPanel();
      return true;
    }
    return undefined;
  }

  // In the order of the outline, which is that of the flows.
  step(by) {
    const names = [...document.querySelectorAll("[data-step]")].map((one) => one.dataset.step).filter((id) => this.modeler.get("elementRegistry").get(id));
    const [chosen] = this.modeler.get("selection").get();
    const at = names.indexOf(chosen?.id);
    const next = names[at < 0 ? 0 : Math.min(names.length - 1, Math.max(0, at + by))];
    return next && this.select(next) ? true : undefined;
  }
}

export class Outline {
  constructor(server, select) {
    this.place = document.querySelector("[data-editor-outline]");
    this.server = server;
    this.select = select;
    this.liven();
  }

  async renew() {
    const text = await this.server.outline().catch(() => "");
    if (!text) return; // what cannot be read now keeps its last outline; the list of problems says why
    const fresh = document.createElement("template");
    fresh.innerHTML = text;
    const opened = this.place.contains(document.activeElement) ? document.activeElement.dataset.step : "";
    this.place.replaceChildren(fresh.content);
    this.liven();
    if (opened) this.place.querySelector(`button[data-step="${CSS.escape(opened)}"]`)?.focus();
  }

  liven() {
    for (const words of this.place.querySelectorAll("span[data-step]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "link-button";
      button.dataset.step = words.dataset.step;
      button.textContent = words.textContent;
      button.addEventListener("click", () => this.select(words.dataset.step));
      words.replaceWith(button);
    }
  }

  mark(id) {
    for (const one of this.place.querySelectorAll("[data-step]")) {
      one.toggleAttribute("aria-current", one.dataset.step === id);
    }
  }
}
