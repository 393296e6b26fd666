// Where it goes on: the arrows of a step as lists, so that they can be drawn and turned without a mouse.
import { is, isAny } from "bpmn-js/lib/util/ModelUtil";
import { say } from "../words.js";
import { choice, group } from "./fields.jsx";

const NOT_LED_TO = ["bpmn:StartEvent", "bpmn:BoundaryEvent"];

export function onwardGroups(element, tools) {
  if (is(element, "bpmn:SequenceFlow")) return [group("onward", "Where it leads", [leadsTo(element, say("To"), tools)], { open: false })];
  if (!is(element, "bpmn:FlowNode") || is(element, "bpmn:EndEvent") || element.type === "label") return [];
  const flows = element.outgoing.filter((one) => is(one, "bpmn:SequenceFlow"));
  const further = choice("onward-new", "Draw an arrow to", () => [{ value: "", label: say("Choose a step") }, ...targets(element, tools)], () => "", (one, id) => {
    if (id) tools.modeling.connect(one, tools.elementRegistry.get(id));
  });
  return [group("onward", "Where it goes on", [...flows.map((one, at) => leadsTo(one, say("Arrow {number} leads to", { number: at + 1 }), tools)), further], { open: false })];
}

function leadsTo(flow, label, tools) {
  const change = (one, id) => id && tools.modeling.reconnectEnd(flow, tools.elementRegistry.get(id), middleOf(tools.elementRegistry.get(id)));
  return choice(`onward-${flow.id}`, label, () => targets(flow.source, tools), () => flow.target?.id ?? "", change, { isWorded: true });
}

const middleOf = (one) => ({ x: one.x + one.width / 2, y: one.y + one.height / 2 });

// Steps of the same part: no arrow crosses the border of a sub-process.
function targets(element, tools) {
  const scope = element.businessObject.$parent;
  const found = tools.elementRegistry.filter((one) => is(one, "bpmn:FlowNode") && one.type !== "label" && one !== element);
  return found
    .filter((one) => one.businessObject.$parent === scope && !isAny(one, NOT_LED_TO))
    .map((one) => ({ value: one.id, label: one.businessObject.name || one.id }));
}
