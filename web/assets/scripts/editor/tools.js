// The row of buttons above the canvas, and names for what a screen reader meets.
import { say } from "./words.js";

export function bindTools(holder, modeler) {
  const [commands, zoom, canvas, minimap, actions] = ["commandStack", "zoomScroll", "canvas", "minimap", "editorActions"].map((name) => modeler.get(name));
  const acts = {
    undo: () => commands.undo(),
    redo: () => commands.redo(),
    in: () => zoom.stepZoom(1),
    out: () => zoom.stepZoom(-1),
    fit: () => fit(canvas),
    map: () => minimap.toggle(),
    find: () => actions.trigger("find"),
  };
  for (const [name, act] of Object.entries(acts)) {
    holder.querySelector(`[data-editor-tool="${name}"]`).addEventListener("click", act);
  }
  const show = () => {
    holder.querySelector('[data-editor-tool="undo"]').disabled = !commands.canUndo();
    holder.querySelector('[data-editor-tool="redo"]').disabled = !commands.canRedo();
  };
  modeler.on("commandStack.changed", show);
  show();
  minimap.close();
  fit(canvas);
}

const BESIDE_PALETTE = 60; // pixels that the palette covers at the left
const READABLE = 0.55; // smaller, and nobody can read the names

function fit(canvas) {
  canvas.zoom("fit-viewport", "auto");
  const whole = canvas.viewbox();
  if (whole.scale < READABLE) {
    const { inner } = whole;
    const [width, height] = [whole.outer.width / READABLE, whole.outer.height / READABLE];
    canvas.viewbox({ x: inner.x - BESIDE_PALETTE / READABLE - 20, y: inner.y - 20, width, height });
  } else {
    canvas.scroll({ dx: BESIDE_PALETTE / 2, dy: 0 });
  }
}

export function nameParts(holder, modeler) {
  const drawing = holder.querySelector("[data-editor-canvas] .djs-container svg");
  drawing.setAttribute("role", "application");
  drawing.setAttribute("aria-label", say("Drawing of the process. Keys: j and k go through the steps, Enter leads to the panel, ? shows all keys."));
  for (const image of holder.querySelectorAll(".bjs-powered-by img")) if (!image.alt) image.alt = "bpmn.io";
  modeler.on("import.done", () => drawing.focus({ preventScroll: true }));
}
