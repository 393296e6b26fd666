// What the server's check found in the table and its test cases: a list below the grid, and marks at rows and cells.
import { nameOf } from "./names.js";
import { say } from "./words.js";

const OF_THE_TABLE = new Set(["gap", "too_wide", "decision_id", "no_output", "table_size", "unused", "id_taken"]);

export class ProblemList {
  constructor(holder, manager, grid) {
    this.list = holder.querySelector("[data-editor-problems]");
    this.summary = holder.querySelector("[data-editor-problem-count]");
    this.others = holder.querySelector("[data-editor-other-problems]");
    this.paths = [holder.dataset.path, holder.dataset.casesPath];
    Object.assign(this, { manager, grid, shown: [] });
  }

  show(findings) {
    const own = findings.filter((one) => this.paths.includes(one.file));
    const isError = (one) => (one.severity === "error" ? 0 : 1);
    this.shown = own.sort((one, other) => isError(one) - isError(other));
    this.list.replaceChildren(...this.shown.map((one) => this.line(one)));
    const errors = own.filter((one) => one.severity === "error").length;
    this.summary.textContent = own.length ? say("To be mended: {errors}. Advice: {advice}.", { errors, advice: own.length - errors }) : say("Nothing to be mended in this table.");
    this.others.hidden = own.length === findings.length;
    this.mark();
  }

  line(one) {
    const item = document.createElement("li");
    const tag = document.createElement("strong");
    tag.className = `govuk-tag govuk-tag--${one.severity === "error" ? "red" : "grey"}`;
    tag.textContent = say(one.severity === "error" ? "must be mended" : "advice");
    const leads = one.rule === "gap" || this.placeOf(one)?.cell;
    const words = document.createElement(leads ? "button" : "span");
    words.textContent = one.message;
    if (leads) {
      words.type = "button";
      words.className = "link-button";
      words.addEventListener("click", () => this.choose(one));
    }
    item.append(tag, " ", words);
    return item;
  }

  choose(one) {
    const place = this.placeOf(one);
    if (one.rule === "gap") this.grid.querySelector(".add-rule button")?.focus();
    if (!place?.cell) return;
    this.manager.get("selection").select(place.cell);
    this.grid.querySelector(`[data-element-id="${CSS.escape(place.cell.id)}"] [contenteditable]`)?.focus();
  }

  // `rule_3`, `rule_3/score` or the name of a column → what is meant in the grid.
  placeOf({ file, element, rule }) {
    if (file !== this.paths[0] || OF_THE_TABLE.has(rule)) return null;
    const { rows, cols } = this.manager.table;
    const [, number, label] = element.match(/^rule_(\d+)(?:\/(.*))?$/) ?? [];
    const at = cols.findIndex((one, place) => namesOf(one, place, cols).includes(label ?? element));
    const row = number ? rows[number - 1] : null;
    if (number && !row) return null;
    if (!row) return at < 0 ? null : { column: cols[at], cell: rows[0]?.cells[at] };
    return { row, column: label ? cols[at] : null, cell: row.cells[Math.max(at, 0)] };
  }

  mark() {
    // An attribute, not a class: the grid writes the classes of its cells anew when one is chosen.
    for (const one of this.grid.querySelectorAll("[data-finding]")) delete one.dataset.finding;
    const set = (selector) => this.grid.querySelector(selector)?.setAttribute("data-finding", "");
    for (const one of this.shown) {
      const place = this.placeOf(one);
      if (one.rule === "gap") set("td.add-rule-add");
      if (!place) continue;
      const ids = place.row ? [place.column ? place.cell.id : place.row.id] : [];
      for (const id of ids) set(`[data-element-id="${CSS.escape(id)}"]`);
      if (!place.row && place.column) set(`th[data-col-id="${CSS.escape(place.column.id)}"]`);
    }
  }
}

const namesOf = (column, at, cols) => {
  const one = column.businessObject;
  const number = cols.filter((other, place) => place <= at && other.businessObject.$type === one.$type).length;
  const unnamed = one.$type === "dmn:InputClause" ? `input_${number}` : `output_${number}`;
  return [one.name, one.label, one.inputExpression?.text, nameOf(column, at), unnamed].filter(Boolean);
};
