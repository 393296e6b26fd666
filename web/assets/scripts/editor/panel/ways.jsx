// Which way a case goes: the conditions of the flows that leave a gateway, as text; and a lane's role.
import { getBusinessObject, is, isAny } from "bpmn-js/lib/util/ModelUtil";
import { say } from "../words.js";
import { conditionBuilder } from "./builder.jsx";
import { conditionText, setCondition } from "../conditions.js";
import { choice, group, shown, textArea } from "./fields.jsx";
import { offered } from "./people.jsx";

const ASKING = ["bpmn:ExclusiveGateway", "bpmn:InclusiveGateway"];

export function wayGroups(element, tools) {
  if (is(element, "bpmn:SequenceFlow")) return flowGroups(element, tools);
  if (isAny(element, ASKING) && element.outgoing.length > 1) return [gatewayGroup(element, tools)];
  if (is(element, "bpmn:Lane")) return [laneGroup(element, tools)];
  return [];
}

function flowGroups(flow, tools) {
  if (!isAny(flow.source, ASKING)) return [];
  const isDefault = getBusinessObject(flow.source).get("default") === getBusinessObject(flow);
  if (isDefault) return [group("condition", "Condition", [shown("is-default", () => <p class="editor-note">{say("This way is taken when no other condition holds.")}</p>)])];
  return [group("condition", "Condition", [conditionBuilder("plain-condition", flow, tools), conditionField("condition", say("This way is taken when"), flow, tools)])];
}

function gatewayGroup(element, tools) {
  const object = getBusinessObject(element);
  const flows = element.outgoing.filter((one) => is(one, "bpmn:SequenceFlow"));
  const options = () => [{ value: "", label: say("none") }, ...flows.map((one) => ({ value: one.id, label: wayWords(one) }))];
  const setDefault = (one, id) => tools.modeling.updateProperties(one, { default: id ? tools.elementRegistry.get(id).businessObject : undefined });
  return group("ways", "Which way is taken", [
    ...flows.filter((one) => object.get("default") !== one.businessObject).map((one) => conditionField(`condition-${one.id}`, wayWords(one), one, tools)),
    choice("default", "Otherwise", options, () => object.get("default")?.id ?? "", setDefault, { description: "The way that is taken when no condition holds." }),
  ]);
}

function wayWords(flow) {
  const target = flow.target?.businessObject;
  const where = target?.name || target?.id || "";
  return flow.businessObject.name ? `${flow.businessObject.name} → ${where}` : `→ ${where}`;
}

function conditionField(id, label, flow, tools) {
  return textArea(id, label, () => conditionText(flow), (one, text) => setCondition(flow, text, tools), { isWorded: true, monospace: true, rows: 2 });
}

function laneGroup(element, tools) {
  const object = getBusinessObject(element);
  const read = () => object.id.replace(/^lane_/, "").replace(/_[0-9]+$/, "");
  const known = () => (tools.choices.roles.some((one) => one.value === read()) ? read() : "");
  const write = (one, role) => {
    if (!role) return;
    let id = `lane_${role}`;
    for (let at = 2; tools.elementRegistry.get(id); at += 1) id = `lane_${role}_${at}`;
    tools.modeling.updateProperties(one, { id });
  };
  return group("lane", "Who works in this lane", [
    choice("lane-role", "Role", () => offered(tools.choices.roles, known(), say("Choose a role")), known, write, { description: "It counts for every task in the lane that names no role of its own." }),
  ]);
}
