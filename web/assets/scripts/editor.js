// The diagram editor: <div data-editor data-file-url data-choices-url … hidden>. Without this script, on a telephone and
// for screen readers there are the outline and the text of the diagram.
// The bpmn.io mark at the lower right belongs to the licence: nothing may cover or remove it.
import Modeler from "bpmn-js/lib/Modeler";
import { CreateAppendAnythingModule } from "bpmn-js-create-append-anything";
import { BpmnPropertiesPanelModule } from "bpmn-js-properties-panel";
import minimapModule from "diagram-js-minimap";
import { betweenModule } from "./editor/between.js";
import { Conflict } from "./editor/conflict.js";
import { declarationsModule } from "./editor/declarations.js";
import { extensionsModule } from "./editor/extensions.js";
import { findingsModule, ofFile, ProblemList } from "./editor/findings.js";
import { translateFoundLine } from "./editor/found_line.js";
import { Keeper } from "./editor/keeping.js";
import { Mover, Outline } from "./editor/moving.js";
import { offeredModule } from "./editor/offered.js";
import { everydayPanelModule } from "./editor/panel/provider.jsx";
import { Server } from "./editor/server.js";
import { spiffExtensions } from "./editor/spiff_extensions.js";
import { bindTools, nameParts } from "./editor/tools.js";
import { handOver, typingModule } from "./editor/typing.js";
import { say, translateModule, untranslated } from "./editor/words.js";
import { Writer } from "./editor/writing.js";

const LEAST_WIDTH = "(min-width: 48em)";
const LOST = /unparsable|unrecognized|illegal|failed to import|unresolved/i;

const keeping = {
  say,
  stale: say("Not saved: somebody else has changed this diagram."),
  signedOut: say("Not saved. Sign in again in another window; this drawing stays here."),
};

async function openEditor(holder) {
  const server = new Server(holder);
  const [file, choices] = await Promise.all([server.file(), server.choices()]);
  holder.hidden = false;
  const modeler = new Modeler({
    container: holder.querySelector("[data-editor-canvas]"),
    propertiesPanel: { parent: holder.querySelector("[data-editor-panel]") },
    moddleExtensions: { spiffworkflow: spiffExtensions },
    additionalModules: [
      translateModule, minimapModule, CreateAppendAnythingModule, BpmnPropertiesPanelModule,
      extensionsModule, declarationsModule, findingsModule, offeredModule, betweenModule, everydayPanelModule, typingModule,
      { choices: ["value", choices], server: ["value", server] },
    ],
  });
  const { warnings } = await modeler.importXML(file.content);
  const lost = warnings.filter((one) => LOST.test(one.message));
  if (lost.length) throw new Error(say("Parts of this file cannot be drawn and would be lost: {parts}", { parts: lost.map((one) => one.message).join("; ") }));
  const writer = new Writer(modeler);
  writer.opened(file.content);
  const mover = new Mover(holder, modeler);
  const select = (id, how) => mover.select(id, how);
  const problems = new ProblemList(holder, modeler, select);
  const outline = new Outline(server, select);
  const { path, formsFolder } = holder.dataset;
  const showFindings = (findings) => problems.show(ofFile(findings, { file: path, formsFolder }));
  const whenFree = afterMenus(modeler);
  const onSaved = (findings) =>
    whenFree(() => {
      showFindings(findings);
      outline.renew();
    });
  const keeper = new Keeper({ writer, server, line: holder.querySelector("[data-editor-saved]"), words: keeping, onSaving: () => problems.asked(), onSaved, onUnchanged: () => whenFree(() => problems.again()), onStale: (theirs, mine) => conflict.open(theirs, mine) });
  const conflict = new Conflict(holder, modeler, keeper);
  keeper.begin(file.version, await writer.text());
  keeper.guard(window);
  modeler.on("commandStack.changed", ({ trigger }) => trigger !== "clear" && keeper.changed());
  modeler.on("editor.trouble", ({ words }) => keeper.tell(words, true));
  modeler.on("selection.changed", ({ newSelection }) => outline.mark(newSelection[0]?.id));
  modeler.on("popupMenu.open.allowed", 2000, () => handOver());
  holder.querySelector("[data-editor-canvas]").addEventListener("pointerenter", handOver);
  bindTools(holder, modeler);
  nameParts(holder, modeler);
  translateFoundLine();
  showFindings(file.findings);
  holder.dataset.ready = "true";
  window.asistentsEditor = { modeler, untranslated, text: () => writer.text() }; // for those who test it
}

// An open menu beside the canvas would close when the page around it changes: what is to be shown waits for it.
function afterMenus(modeler) {
  let waiting = null;
  modeler.on("popupMenu.closed", () =>
    setTimeout(() => {
      if (modeler.get("popupMenu").isOpen()) return;
      waiting?.();
      waiting = null;
    }),
  );
  return (act) => {
    if (modeler.get("popupMenu").isOpen()) waiting = act;
    else act();
  };
}

async function begin(holder) {
  const failed = document.querySelector("[data-editor-failed]");
  try {
    await openEditor(holder);
  } catch (trouble) {
    holder.hidden = true;
    failed.hidden = false;
    failed.querySelector("[data-editor-why]").textContent = trouble.message;
  }
}

for (const holder of document.querySelectorAll("[data-editor]")) {
  const wide = window.matchMedia(LEAST_WIDTH);
  if (wide.matches) begin(holder);
  else wide.addEventListener("change", () => wide.matches && begin(holder), { once: true });
}
