// The live diagram of a case: <div data-diagram data-xml-url data-current="id id" data-visited="id id">;
// two of them beside each other paint what differs: data-added, data-removed, data-changed, data-moved.
// The heat map of a process: data-badges='[{"id", "text", "shade", "late", "incident", "href"}]' data-never="id id".
// The bpmn.io mark at the lower right belongs to the licence: nothing may cover or remove it.
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";

const PADDING = 40;
const READABLE = 0.6; // of the drawn size; smaller, its words cannot be read
const COMFORTABLE = 0.85;
const STEP = 80; // pixels an arrow key moves the drawing
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
  for (const id of ids(holder.dataset.never, elements)) canvas.addMarker(id, "is-never");
  for (const badge of JSON.parse(holder.dataset.badges ?? "[]")) drawBadge(badge, viewer, elements, canvas);
  const whole = () => canvas.zoom("fit-viewport", "auto");
  const begin = () => {
    whole();
    if (current.length) showElement(canvas, elements.get(current[0]));
    else if (canvas.zoom() < READABLE) showFirst(canvas, elements, mattersMost(holder, elements));
  };
  let asked = begin; // what was asked for last holds when the window changes
  const fit = () => (asked = whole)();
  begin();
  keepFitting(canvasHolder, canvas, () => asked());
  bindKeys(canvasHolder, canvas, viewer.get("zoomScroll"), fit);
  bindTools(holder, viewer.get("zoomScroll"), fit, () => current.length && showElement(canvas, elements.get(current[0])));
  holder.dataset.ready = "true";
}

const ids = (text, elements) => (text ?? "").split(" ").filter((id) => id && elements.get(id));

// The tables beside the diagram say the same, with a link where there is one: badges are for the eye and the mouse.
function drawBadge(badge, viewer, elements, canvas) {
  if (!elements.get(badge.id)) return;
  if (badge.shade) canvas.addMarker(badge.id, `is-heat-${badge.shade}`);
  const html = document.createElement("span");
  html.setAttribute("aria-hidden", "true");
  html.className = ["diagram__count", badge.incident && "diagram__count--incident", badge.late && "diagram__count--late"].filter(Boolean).join(" ");
  html.textContent = badge.text;
  const position = badge.incident ? { bottom: 4, left: 4 } : { top: -12, left: 4 };
  viewer.get("overlays").add(badge.id, { position, scale: { min: 0.4 }, html });
  if (!badge.href) return;
  canvas.addMarker(badge.id, "is-link");
  const follow = () => location.assign(badge.href);
  viewer.get("eventBus").on("element.click", ({ element }) => element.id === badge.id && follow());
  html.addEventListener("click", follow);
}

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

// Of a large diagram: where most time goes, or the first thing that differs.
function mattersMost(holder, elements) {
  const badges = JSON.parse(holder.dataset.badges ?? "[]").filter(({ id, shade }) => shade && elements.get(id));
  const hottest = badges.sort((one, other) => other.shade - one.shade)[0]?.id;
  const different = DIFFERENCES.flatMap((kind) => ids(holder.dataset[kind], elements))[0];
  return elements.get(hottest ?? different ?? "");
}

// What matters most in the middle; where nothing does, the diagram from its beginning. Both large enough to be read.
function showFirst(canvas, elements, element) {
  if (element) return showElement(canvas, element, COMFORTABLE);
  const { outer } = canvas.viewbox();
  const width = outer.width / COMFORTABLE;
  const height = outer.height / COMFORTABLE;
  const starts = elements.filter((one) => one.type === "bpmn:StartEvent").sort((one, other) => one.x - other.x);
  const { x, y } = starts[0] ?? canvas.viewbox().inner;
  canvas.viewbox({ x: x - PADDING, y: y - height / 2, width, height });
}

function showElement(canvas, element, scale = 0.9) {
  const { outer } = canvas.viewbox();
  const width = outer.width / scale;
  const height = outer.height / scale;
  const middle = middleOf(element);
  canvas.viewbox({ x: middle.x - width / 2 + PADDING, y: middle.y - height / 2, width, height });
}

// The drawing can be reached with Tab: arrows move it, plus and minus change its size, 0 shows all of it.
function bindKeys(frame, canvas, zoom, fit) {
  const moves = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };
  const acts = { "+": () => zoom.stepZoom(1), "=": () => zoom.stepZoom(1), "-": () => zoom.stepZoom(-1), 0: fit };
  frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [dx, dy] = moves[event.key] ?? [0, 0];
    if (dx || dy) canvas.scroll({ dx, dy });
    else if (acts[event.key]) acts[event.key]();
    else return;
    event.preventDefault();
  });
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
