// What the server's check found in this file: the list below the canvas, marks on the canvas, the panel's own list.
import { say } from "./words.js";

export class Findings {
  constructor() {
    this.found = [];
  }

  of(id) {
    return id ? this.found.filter((one) => one.element === id) : [];
  }
}

export const findingsModule = { findings: ["type", Findings] };

// Findings in the form of a task belong to the task.
export function ofFile(findings, { file, formsFolder }) {
  const own = findings.filter((one) => one.file === file);
  const forms = findings.filter((one) => one.file.startsWith(formsFolder) && one.severity === "error");
  const ofForms = forms.map((one) => ({ ...one, element: one.file.slice(formsFolder.length).replace(/\.json$/, ""), message: say("In the form: {sentence}", { sentence: one.message }) }));
  return { shown: [...own, ...ofForms].sort((one, other) => (one.severity === "error" ? 0 : 1) - (other.severity === "error" ? 0 : 1)), others: findings.length - own.length - forms.length };
}

export class ProblemList {
  constructor(holder, modeler, select) {
    this.list = holder.querySelector("[data-editor-problems]");
    this.summary = holder.querySelector("[data-editor-problem-count]");
    this.others = holder.querySelector("[data-editor-other-problems]");
    this.modeler = modeler;
    this.select = select;
    this.marked = [];
    this.touched = new Set(); // elements changed since the check was asked last: what it says of them is old
    modeler.on("elements.changed", ({ elements }) => this.changed(elements.map(({ id }) => id)));
  }

  // A mark on something that was changed says that it is being looked at, until the check has answered.
  changed(elementIds) {
    for (const id of elementIds) {
      this.touched.add(id);
      this.age(id);
    }
  }

  asked() {
    this.touched.clear();
  }

  age(id) {
    const [canvas, overlays, registry] = ["canvas", "overlays", "elementRegistry"].map((name) => this.modeler.get(name));
    if (!registry.get(id)) return;
    for (const { html } of overlays.get({ element: id, type: "finding" })) {
      html.className = "editor-badge editor-badge--old";
      html.textContent = "…";
      html.title = say("Changed; it is being checked.");
    }
    if (canvas.hasMarker(id, "has-error")) canvas.removeMarker(id, "has-error");
  }

  // The drawing is again as it was checked.
  again() {
    if (this.last) this.show(this.last);
  }

  show({ shown, others }) {
    this.last = { shown, others };
    this.modeler.get("findings").found = shown;
    this.list.replaceChildren(...shown.map((one) => this.line(one)));
    const errors = shown.filter((one) => one.severity === "error").length;
    this.summary.textContent = shown.length ? say("To be mended: {errors}. Advice: {advice}.", { errors, advice: shown.length - errors }) : say("Nothing to be mended in this diagram.");
    this.others.hidden = !others;
    this.mark(shown);
    for (const id of this.touched) this.age(id);
    this.modeler.get("eventBus").fire("propertiesPanel.providersChanged");
  }

  line(one) {
    const item = document.createElement("li");
    const tag = document.createElement("strong");
    tag.className = `govuk-tag govuk-tag--${one.severity === "error" ? "red" : "grey"}`;
    tag.textContent = say(one.severity === "error" ? "must be mended" : "advice");
    const element = this.modeler.get("elementRegistry").get(one.element);
    const words = document.createElement(element ? "button" : "span");
    words.textContent = element ? `${element.businessObject.name || one.element}: ${one.message}` : one.message;
    if (element) {
      words.type = "button";
      words.className = "link-button";
      words.addEventListener("click", () => this.select(one.element, { intoPanel: true }));
    }
    item.append(tag, " ", words);
    return item;
  }

  mark(shown) {
    const [canvas, overlays, registry] = ["canvas", "overlays", "elementRegistry"].map((name) => this.modeler.get(name));
    overlays.remove({ type: "finding" });
    for (const id of this.marked) if (registry.get(id)) canvas.removeMarker(id, "has-error");
    this.marked = [];
    for (const id of new Set(shown.map((one) => one.element))) {
      const element = registry.get(id);
      if (!element || !canvas.getGraphics(element)) continue;
      const here = shown.filter((one) => one.element === id);
      const isError = here.some((one) => one.severity === "error");
      if (isError) {
        canvas.addMarker(id, "has-error");
        this.marked.push(id);
      }
      const badge = document.createElement("span");
      badge.className = `editor-badge${isError ? " editor-badge--error" : ""}`;
      badge.textContent = isError ? "!" : "i";
      badge.title = here.map((one) => one.message).join("\n");
      overlays.add(id, "finding", { position: element.waypoints ? { top: 0, left: 0 } : { top: -10, left: -10 }, html: badge });
    }
  }
}
