// The table editor: <div data-table-editor data-file-url data-page-url … hidden>. Without this script, on a telephone and
// for screen readers there are the test row, the rules in words and the text of the table.
// The bpmn.io mark at the lower right belongs to the licence: nothing may cover or remove it.
import { Keeper } from "../scripts/editor/keeping.js";
import { Server } from "../scripts/editor/server.js";
import { Beside } from "./beside.js";
import { Conflict } from "./conflict.js";
import { ProblemList } from "./findings.js";
import { TableManager } from "./grid.js";
import { nameCells } from "./names.js";
import { Panel } from "./panel.js";
import { bindTools } from "./tools.js";
import { say, untranslated } from "./words.js";
import { Writer } from "./writing.js";

const LEAST_WIDTH = "(min-width: 48em)";
const LOST = /unparsable|unrecognized|illegal|failed to import|unresolved/i;
const words = {
  say,
  stale: say("Not saved: somebody else has changed this table."),
  signedOut: say("Not saved. Sign in again in another window; this table stays here."),
};

async function openEditor(holder) {
  const server = new Server(holder);
  const file = await server.file();
  holder.hidden = false;
  const grid = holder.querySelector("[data-table-grid]");
  const manager = new TableManager(grid);
  const writer = new Writer(manager);
  const keeper = new Keeper({ writer, server, words, line: holder.querySelector("[data-editor-saved]"), onSaved, onStale: (theirs, mine) => conflict.open(theirs, mine) });
  const panel = new Panel(holder, manager);
  const showTools = bindTools(holder, manager);
  const problems = new ProblemList(holder, manager, grid);
  let beside = null;

  // The grid has been drawn: its parts get their names and marks, which its own code knows nothing of.
  function drawn() {
    nameCells(manager, grid);
    problems.mark();
    beside?.mark();
    showTools();
  }
  function onSaved(findings) {
    problems.show(findings);
    beside.renew();
  }
  async function show(text) {
    const { warnings } = await manager.importXML(text);
    const lost = warnings.map((one) => one.message ?? String(one)).filter((one) => LOST.test(one));
    if (lost.length) throw new Error(say("Parts of this file cannot be shown and would be lost: {parts}", { parts: lost.join("; ") }));
    panel.show();
    drawn();
  }
  const conflict = new Conflict(holder, { show, keeper });

  await show(file.content);
  writer.opened(file.content);
  keeper.begin(file.version, await writer.text());
  keeper.guard(window);
  const bus = manager.getActiveViewer();
  bus.on("commandStack.changed", ({ trigger }) => {
    if (trigger === "clear") return;
    manager.get("eventBus").fire("elements.changed", { elements: [manager.table] }); // the headings do not notice by themselves
    keeper.changed();
    panel.show();
    showTools();
  });
  bus.on("selection.changed", ({ selection }) => {
    if (selection?.col) panel.choose(selection.col.id);
    showTools();
  });
  beside = new Beside(holder, manager, grid, () => (keeper.hasChanged ? keeper.save() : null));
  problems.show(file.findings);
  grid.addEventListener("click", (event) => {
    const at = event.target.closest("thead th")?.cellIndex ?? 0;
    const column = manager.table.cols[at - 1];
    if (column) panel.choose(column.id);
  });
  new MutationObserver(drawn).observe(grid, { childList: true, characterData: true, subtree: true });
  drawn();
  holder.dataset.ready = "true";
  window.asistentsTable = { manager, untranslated, text: () => writer.text() }; // for those who test it
}

async function begin(holder) {
  const failed = document.querySelector("[data-table-failed]");
  try {
    await openEditor(holder);
  } catch (trouble) {
    holder.hidden = true;
    failed.hidden = false;
    failed.querySelector("[data-table-why]").textContent = trouble.message;
  }
}

for (const holder of document.querySelectorAll("[data-table-editor]")) {
  const wide = window.matchMedia(LEAST_WIDTH);
  if (wide.matches) begin(holder);
  else wide.addEventListener("change", () => wide.matches && begin(holder), { once: true });
}
