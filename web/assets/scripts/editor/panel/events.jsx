// What an event waits for or tells: a message, a day, a signal, a condition, an error.
import { getBusinessObject, is } from "bpmn-js/lib/util/ModelUtil";
import { property } from "../extensions.js";
import { say } from "../words.js";
import { nextDates } from "./dates.jsx";
import { choice, group, textArea, textField, tick } from "./fields.jsx";
import { offered } from "./people.jsx";

export function eventGroups(element, tools) {
  if (is(element, "bpmn:ReceiveTask")) return [messageGroup(element, getBusinessObject(element), tools)];
  const definition = getBusinessObject(element)?.get?.("eventDefinitions")?.[0];
  const start = is(element, "bpmn:StartEvent") && is(element.parent, "bpmn:Process") && !definition ? [startGroup(element, tools)] : [];
  if (!definition) return is(element, "bpmn:StartEvent") && !is(element.parent, "bpmn:SubProcess") ? [startGroup(element, tools)] : start;
  const made = KINDS[definition.$type]?.(element, definition, tools);
  return made ? [made] : [];
}

const KINDS = {
  "bpmn:MessageEventDefinition": messageGroup,
  "bpmn:TimerEventDefinition": timerGroup,
  "bpmn:SignalEventDefinition": signalGroup,
  "bpmn:ConditionalEventDefinition": conditionGroup,
  "bpmn:ErrorEventDefinition": errorGroup,
  "bpmn:EscalationEventDefinition": escalationGroup,
};

function startGroup(element, tools) {
  const read = () => property(element, "start_rule");
  return group("start", "When it begins by itself", [
    textField("start-rule", "Rule", read, (one, value) => tools.extensions.setProperty(one, "start_rule", value.trim()), {
      description: "For processes that begin once a period: a day reckoned from “period”. Empty: a person or another process begins it.",
    }),
    nextDates("start-dates", read),
  ]);
}

function messageGroup(element, holder, tools) {
  const read = () => holder.get("messageRef")?.get("name") ?? "";
  const write = (one, name) => tools.declarations.refer(one, holder, "messageRef", "bpmn:Message", name);
  return group("message", "Message", [
    choice("message", "Message that is waited for", () => offered(tools.choices.messages, read(), say("Choose a message")), read, write),
    textField("correlation-key", "Whose message", () => property(element, "correlation_key"), (one, value) => tools.extensions.setProperty(one, "correlation_key", value.trim()), {
      description: "The name of a value that tells which case is meant. Empty: the number of the case itself.",
    }),
  ]);
}

function timerGroup(element, definition, tools) {
  const kind = () => (definition.get("timeDuration") ? "timeDuration" : "timeDate");
  const read = () => definition.get(kind())?.get("body") ?? "";
  const set = (one, type, text) => {
    const body = text ? tools.bpmnFactory.create("bpmn:FormalExpression", { body: text }) : undefined;
    if (body) body.$parent = definition;
    tools.modeling.updateModdleProperties(one, definition, { timeDate: undefined, timeDuration: undefined, [type]: body });
  };
  const kinds = () => [{ value: "timeDate", label: say("on a day") }, { value: "timeDuration", label: say("after a while") }];
  return group("timer", "When", [
    choice("timer-kind", "It comes", kinds, kind, (one, type) => set(one, type, read() || (type === "timeDuration" ? "\"P10D\"" : "days_after(today(), 10)"))),
    textField("timer", "Rule", read, (one, text) => set(one, kind(), text.trim()), { description: "Words of the calendar: working_day, day, before, after, months_after, days_after, last_day, end_of, at, today." }),
    nextDates("timer-dates", () => (kind() === "timeDate" ? read() : "")),
  ]);
}

function signalGroup(element, definition, tools) {
  const read = () => definition.get("signalRef")?.get("name") ?? "";
  const write = (one, name) => tools.declarations.refer(one, definition, "signalRef", "bpmn:Signal", name.trim());
  const tells = is(element, "bpmn:ThrowEvent");
  return group("signal", "Signal", [
    textField("signal", "Name of the signal", read, write),
    tells && tick("reach", "Every case of the municipality hears it", () => property(element, "reach") === "municipality", (one, is) => tools.extensions.setProperty(one, "reach", is ? "municipality" : "")),
  ]);
}

function conditionGroup(element, definition, tools) {
  const read = () => definition.get("condition")?.get("body") ?? "";
  const write = (one, text) => {
    const condition = text.trim() ? tools.bpmnFactory.create("bpmn:FormalExpression", { body: text.trim() }) : undefined;
    if (condition) condition.$parent = definition;
    tools.modeling.updateModdleProperties(one, definition, { condition });
  };
  return group("condition-event", "Condition", [textArea("condition-event", "It happens as soon as", read, write, { monospace: true })]);
}

function errorGroup(element, definition, tools) {
  const read = () => definition.get("errorRef")?.get("errorCode") ?? "";
  const codes = [...new Set(tools.choices.operations.flatMap((one) => one.errors))].map((code) => ({ value: code, title: code }));
  const write = (one, code) => tools.declarations.refer(one, definition, "errorRef", "bpmn:Error", code, { errorCode: code });
  return group("error", "Error", [choice("error", "Code of the error", () => offered(codes, read(), say("Any error")), read, write)]);
}

function escalationGroup(element, definition, tools) {
  const read = () => definition.get("escalationRef")?.get("escalationCode") ?? "";
  const write = (one, code) => tools.declarations.refer(one, definition, "escalationRef", "bpmn:Escalation", code.trim(), { escalationCode: code.trim() });
  return group("escalation", "Escalation", [textField("escalation", "Code of the escalation", read, write)]);
}
