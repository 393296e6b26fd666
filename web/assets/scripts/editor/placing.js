// Where a new element goes when nobody points: the middle of what is seen, inside whatever is drawn there.
import { isAny } from "bpmn-js/lib/util/ModelUtil";

const CONTAINERS = ["bpmn:Participant", "bpmn:SubProcess"];

export function placeInView(target, injector) {
  const [canvas, elementFactory, modeling, selection] = ["canvas", "elementFactory", "modeling", "selection"].map((name) => injector.get(name));
  const view = canvas.viewbox();
  const middle = { x: Math.round(view.x + view.width / 2), y: Math.round(view.y + view.height / 2) };
  const around = surrounding(middle, canvas.getRootElement());
  const [made] = modeling.createElements(elementFactory.create("shape", target), middle, around);
  selection.select(made);
  canvas.focus();
}

// The innermost pool or part that holds the point.
function surrounding(point, root) {
  const inside = (one) => point.x > one.x && point.x < one.x + one.width && point.y > one.y && point.y < one.y + one.height;
  const found = root.children.find((one) => isAny(one, CONTAINERS) && !one.collapsed && inside(one));
  return found ? surrounding(point, found) : root;
}
