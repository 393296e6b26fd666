// The condition of a flow as text.
import { getBusinessObject } from "bpmn-js/lib/util/ModelUtil";

export const conditionText = (flow) => getBusinessObject(flow).get("conditionExpression")?.get("body") ?? "";

export function setCondition(flow, text, { modeling, bpmnFactory }) {
  const conditionExpression = text.trim() ? bpmnFactory.create("bpmn:FormalExpression", { body: text.trim() }) : undefined;
  if (conditionExpression) conditionExpression.$parent = getBusinessObject(flow);
  modeling.updateProperties(flow, { conditionExpression });
}
