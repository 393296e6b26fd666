// What is chosen, as plain fields: the column of the cell, and the table itself. The same can be reached by keys alone.
import { nameOf } from "./names.js";
import { say } from "./words.js";

const KINDS = ["string", "number", "integer", "boolean", "date"];
const PAUSE = 400; // ms: a change is made when somebody stops typing

export class Panel {
  constructor(holder, manager) {
    this.place = holder.querySelector("[data-table-panel]");
    this.manager = manager;
    this.column = null; // id of the chosen one
    this.fields = [];
    this.shown = "";
  }

  choose(id) {
    this.column = id;
    this.show();
  }

  // Drawn anew only when other fields are to be seen; else what changed is put into them, but for the one being typed in.
  show() {
    const { cols } = this.manager.table;
    if (!cols.some((one) => one.id === this.column)) this.column = cols[0]?.id ?? null;
    const state = JSON.stringify([this.column, cols.map((one) => one.id)]);
    if (state === this.shown) return this.refresh();
    this.shown = state;
    this.fields = []; // {box, read}
    this.place.replaceChildren(...this.ofColumn(cols), ...this.ofTable());
  }

  refresh() {
    const list = this.place.querySelector("#table-column");
    for (const [at, one] of this.manager.table.cols.entries()) if (list?.options[at]) list.options[at].textContent = nameOf(one, at);
    for (const { box, read } of this.fields) if (box !== document.activeElement) box.value = read() ?? "";
  }

  ofColumn(cols) {
    const chosen = cols.find((one) => one.id === this.column);
    const list = choice("table-column", say("Which column"), cols.map((one, at) => [one.id, nameOf(one, at)]), this.column);
    list.box.addEventListener("change", () => {
      this.choose(list.box.value);
      this.place.querySelector("#table-column").focus();
    });
    if (!chosen) return [heading(say("Column")), list.group];
    const one = chosen.businessObject;
    const fields = one.$type === "dmn:InputClause" ? this.ofInput(chosen, one) : this.ofOutput(chosen, one);
    const out = document.createElement("button");
    out.type = "button";
    out.className = "govuk-button govuk-button--secondary button-small";
    out.textContent = say("Take the column out");
    out.disabled = cols.filter((other) => other.businessObject.$type === one.$type).length < 2;
    out.addEventListener("click", () => this.manager.get("modeling").removeCol(chosen));
    return [heading(say("Column")), list.group, ...fields, out, hint(say('In a cell: 12, "text", true, date("2026-10-31"), < 5, [12..23], a list with commas, not(…), or – for anything.'))];
  }

  ofInput(column, one) {
    const change = (properties) => this.change(column, properties);
    const asked = one.inputExpression;
    return [
      this.text("table-heading", say("Heading"), () => one.label, (label) => change({ label: label || undefined })),
      this.text("table-asked", say("What is asked"), () => asked?.text, (typed) => change({ inputExpression: { text: typed } }), say("The name of a value, for example score, or something reckoned from values.")),
      this.kind(() => asked?.typeRef, (typeRef) => change({ inputExpression: { typeRef } })),
      this.allowed(column, () => one.inputValues?.text),
    ];
  }

  ofOutput(column, one) {
    const change = (properties) => this.change(column, properties);
    return [
      this.text("table-heading", say("Heading"), () => one.label, (label) => change({ label: label || undefined })),
      this.text("table-name", say("Name of the value that it sets"), () => one.name, (name) => change({ name: name || undefined }), say("Small letters and underscores, for example support_level.")),
      this.kind(() => one.typeRef, (typeRef) => change({ typeRef })),
      this.allowed(column, () => one.outputValues?.text),
    ];
  }

  kind(read, act) {
    const now = read();
    const options = [...(KINDS.includes(now) ? [] : [[now ?? "", say("Choose a kind")]]), ...KINDS.map((one) => [one, say(one)])];
    const list = choice("table-kind", say("Kind"), options, now ?? "");
    list.box.addEventListener("change", () => act(list.box.value));
    this.fields.push({ box: list.box, read });
    return list.group;
  }

  allowed(column, read) {
    const typed = (words) => this.manager.get("modeling").editAllowedValues(column.businessObject, words ? words.split("\n") : null);
    return this.text("table-allowed", say("Allowed values"), read, typed, say('As in a cell, for example "adult","child" or [0..36]. Empty: anything of this kind.'));
  }

  ofTable() {
    const one = this.manager.table.businessObject;
    const modeling = () => this.manager.get("modeling");
    const policies = [["UNIQUE", say("Exactly one row holds")], ["FIRST", say("The uppermost counts")], ["COLLECT", say("All count, the answers are lists")]];
    const read = () => one.hitPolicy ?? "UNIQUE";
    const now = read();
    const list = choice("table-policy", say("When several rows hold"), policies.some(([value]) => value === now) ? policies : [[now, now], ...policies], now);
    list.box.addEventListener("change", () => modeling().editHitPolicy(list.box.value, undefined));
    this.fields.push({ box: list.box, read });
    return [heading(say("Table")), this.text("table-title", say("Name of the table"), () => one.$parent.name, (name) => name && modeling().editDecisionTableName(name)), list.group];
  }

  text(id, label, read, act, about) {
    const { group, box } = typedIn(id, label, { read, act, about });
    this.fields.push({ box, read });
    return group;
  }

  change(column, properties) {
    this.manager.get("modeling").updateProperties(column.businessObject, properties);
  }
}

function heading(words) {
  const made = document.createElement("h2");
  made.className = "govuk-heading-s";
  made.textContent = words;
  return made;
}

function hint(words) {
  const made = document.createElement("p");
  made.className = "table-editor__hint";
  made.textContent = words;
  return made;
}

function grouped(id, label, box, about = "") {
  const [group, name] = ["div", "label"].map((tag) => document.createElement(tag));
  group.className = "table-editor__field";
  Object.assign(name, { htmlFor: id, textContent: label });
  box.id = id;
  group.append(name, box);
  if (about) {
    const told = hint(about);
    told.id = `${id}-hint`;
    box.setAttribute("aria-describedby", told.id);
    group.append(told);
  }
  return group;
}

function typedIn(id, label, { read, act, about }) {
  const box = document.createElement("input");
  Object.assign(box, { value: read() ?? "", className: "govuk-input", autocomplete: "off", spellcheck: false });
  let waiting = 0;
  const now = () => {
    clearTimeout(waiting);
    if (box.value.trim() !== (read() ?? "")) act(box.value.trim());
  };
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(now, PAUSE);
  });
  box.addEventListener("change", now);
  return { group: grouped(id, label, box, about), box };
}

function choice(id, label, options, value) {
  const box = document.createElement("select");
  box.className = "govuk-select";
  box.append(...options.map(([one, words]) => new Option(words, one, one === value, one === value)));
  return { group: grouped(id, label, box), box };
}
