// The live diagram of a case: <div data-diagram data-xml-url data-current="id id" data-visited="id id">;
// two of them beside each other paint what differs: data-added, data-removed, data-changed, data-moved.
// The bpmn.io mark at the lower right belongs to the licence: nothing may cover or remove it.
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";

const PADDING = 40;
const DIFFERENCES = ["added", "removed", "changed", "moved"];
const shown = []; // of every drawing on the page: how to bring an element into its middle

async function showDiagram(holder) {
  const canvasHolder = holder.querySelector("[data-diagram-canvas]");
  const viewer = new NavigatedViewer({ container: canvasHolder, zoomScroll: { enabled: false } }); // the wheel scrolls the page
  try {
    const answer = await fetch(holder.dataset.xmlUrl, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    await viewer.importXML(await answer.text());
  } catch {
    holder.querySelector("[data-diagram-failed]").hidden = false;
    canvasHolder.hidden = true;
    return;
  }
  const canvas = viewer.get("canvas");
  const elements = viewer.get("elementRegistry");
  const current = ids(holder.dataset.current, elements);
  const visited = ids(holder.dataset.visited, elements);
  for (const id of visited) canvas.addMarker(id, "is-visited");
  for (const id of current) canvas.addMarker(id, "is-current");
  markFlows(new Set([...visited, ...current]), elements, canvas);
  for (const kind of DIFFERENCES) for (const id of ids(holder.dataset[kind], elements)) canvas.addMarker(id, `is-${kind}`);
  shown.push((id) => elements.get(id) && bringForward(canvas, elements.get(id)));
  const fit = () => canvas.zoom("fit-viewport", "auto");
  fit();
  if (current.length) showElement(canvas, elements.get(current[0]));
  keepFitting(canvasHolder, canvas, fit);
  bindTools(holder, viewer.get("zoomScroll"), fit, () => current.length && showElement(canvas, elements.get(current[0])));
  holder.dataset.ready = "true";
}

const ids = (text, elements) => (text ?? "").split(" ").filter((id) => id && elements.get(id));

function markFlows(seen, elements, canvas) {
  elements.forEach((element) => {
    if (element.waypoints && seen.has(element.source?.id) && seen.has(element.target?.id)) canvas.addMarker(element.id, "is-visited");
  });
}

function bringForward(canvas, element) {
  showElement(canvas, element);
  canvas.addMarker(element.id, "is-shown");
  setTimeout(() => canvas.removeMarker(element.id, "is-shown"), 2500);
}

// A phone turned round, a window made narrow.
function keepFitting(frame, canvas, fit) {
  let width = frame.clientWidth;
  new ResizeObserver(() => {
    if (!frame.clientWidth || frame.clientWidth === width) return;
    width = frame.clientWidth;
    canvas.resized();
    fit();
  }).observe(frame);
}

function showElement(canvas, element) {
  const { outer } = canvas.viewbox();
  const width = outer.width / 0.9;
  const height = outer.height / 0.9;
  const middle = middleOf(element);
  canvas.viewbox({ x: middle.x - width / 2 + PADDING, y: middle.y - height / 2, width, height });
}

// A way has corners instead of a place.
function middleOf(element) {
  if (element.waypoints) return element.waypoints[Math.floor(element.waypoints.length / 2)];
  return { x: element.x + (element.width ?? 0) / 2, y: element.y + (element.height ?? 0) / 2 };
}

function bindTools(holder, zoom, fit, showCurrent) {
  const tools = { in: () => zoom.stepZoom(1), out: () => zoom.stepZoom(-1), fit, current: showCurrent };
  for (const [name, act] of Object.entries(tools)) {
    holder.querySelector(`[data-diagram-${name}]`)?.addEventListener("click", act);
  }
  holder.querySelector("[data-diagram-tools]").hidden = false;
}

for (const button of document.querySelectorAll("[data-diagram-show]")) {
  button.hidden = false;
  button.addEventListener("click", () => shown.forEach((bring) => bring(button.dataset.diagramShow)));
}

for (const holder of document.querySelectorAll("[data-diagram]")) {
  holder.hidden = false;
  showDiagram(holder);
}
