// Only what the engine runs is offered: the table of elements (engine/bpmn/ELEMENTS.md) as ids of menu entries.
import { ALL_EVENTS, DATA_OBJECTS, GATEWAY, SUBPROCESS, TASK } from "bpmn-js-create-append-anything";
import { placeInView } from "./placing.js";

const STEPS = ["user-task", "service-task", "receive-task", "rule-task", "script-task", "call-activity"];
const GATEWAYS = ["exclusive-gateway", "parallel-gateway", "inclusive-gateway", "event-based-gateway"];
const PARTS = ["event-subprocess", "expanded-subprocess", "collapsed-subprocess", "subprocess"];
const STARTS = ["none-start-event", "none-start", "message-start", "timer-start", "non-interrupting-signal-start", "non-interrupting-escalation-start"];
const BETWEEN = [
  "message-intermediate-catch", "timer-intermediate-catch", "signal-intermediate-catch", "conditional-intermediate-catch",
  "signal-intermediate-throw", "escalation-intermediate-throw",
];
const BORDER = ["message", "timer", "signal", "escalation", "conditional"].flatMap((kind) => [`${kind}-boundary`, `non-interrupting-${kind}-boundary`]);
const ENDS = ["none-end-event", "none-end", "terminate-end", "error-end", "escalation-end"];
const FLOWS = ["sequence-flow", "default-flow", "conditional-flow"];
const REST = ["data-object-reference", "expanded-pool"];

export const OFFERED = new Set([...STEPS, ...GATEWAYS, ...PARTS, ...STARTS, ...BETWEEN, ...BORDER, "error-boundary", ...ENDS, ...FLOWS, ...REST]);

// Whether the step is repeated, and a border event that does not interrupt: both run.
const HEADER_ENTRIES = new Set(["toggle-parallel-mi", "toggle-sequential-mi", "toggle-non-interrupting"]);
const PAD_ENTRIES_NOT_OFFERED = ["append.intermediate-event", "append.compensation-activity", "append.append-task", "append.receive-task"];
const PALETTE_NOT_OFFERED = ["create.intermediate-event", "create.data-store", "create.task", "create.participant-expanded"];

const bare = (id) => id.replace(/^(create|append|replace-with)-/, "");

const TARGETS = new Map([...TASK, ...GATEWAY, ...SUBPROCESS, ...ALL_EVENTS, ...DATA_OBJECTS].map((one) => [one.actionName, one.target]));

class OfferedMenu {
  constructor(menu, injector) {
    this.wrapped = menu === "bpmn-create" ? (entry) => withoutMouse(entry, injector) : ([, entry]) => entry;
  }

  getPopupMenuEntries() {
    return (entries) => {
      const offered = Object.entries(entries).filter(([id]) => OFFERED.has(bare(id)));
      return Object.fromEntries(offered.map(([id, entry]) => [id, this.wrapped([id, entry])]));
    };
  }

  getPopupMenuHeaderEntries() {
    return (entries) => Object.fromEntries(Object.entries(entries).filter(([id]) => HEADER_ENTRIES.has(id)));
  }
}

// Chosen by key, a new element is put into the middle of what is seen: there is no mouse to put it down with.
function withoutMouse([id, entry], injector) {
  const target = TARGETS.get(bare(id));
  const byMouse = entry.action.click;
  const click = (event) => {
    if (!target || !(event instanceof KeyboardEvent)) return byMouse(event);
    injector.get("popupMenu").close();
    return placeInView(target, injector);
  };
  return { ...entry, action: { ...entry.action, click } };
}

function without(names) {
  return (entries) => Object.fromEntries(Object.entries(entries).filter(([id]) => !names.includes(id)));
}

function offer(palette, contextPad, popupMenu, elementFactory, create, autoPlace, translate, injector) {
  const last = 100; // after bpmn-js and the menus of create-append-anything have put in theirs
  for (const menu of ["bpmn-create", "bpmn-append", "bpmn-replace"]) popupMenu.registerProvider(menu, last, new OfferedMenu(menu, injector));
  const task = { group: "activity", className: "bpmn-icon-user-task" };
  palette.registerProvider(last, {
    getPaletteEntries: () => (entries) => {
      const begin = (event) => create.start(event, elementFactory.createShape({ type: "bpmn:UserTask" }));
      const kept = without(PALETTE_NOT_OFFERED)(entries);
      return { ...kept, "create.user-task": { ...task, title: translate("Create a task for a person"), action: { click: begin, dragstart: begin } } };
    },
  });
  contextPad.registerProvider(last, {
    getContextPadEntries: (element) => (entries) => {
      const kept = without(PAD_ENTRIES_NOT_OFFERED)(entries);
      if (!entries["append.append-task"]) return kept;
      const shape = () => elementFactory.createShape({ type: "bpmn:UserTask" });
      const append = { click: () => autoPlace.append(element, shape()), dragstart: (event) => create.start(event, shape(), { source: element }) };
      return { ...kept, "append.user-task": { group: "model", className: "bpmn-icon-user-task", title: translate("Append a task for a person"), action: append } };
    },
  });
}
offer.$inject = ["palette", "contextPad", "popupMenu", "elementFactory", "create", "autoPlace", "translate", "injector"];

export const offeredModule = { __init__: [offer] };
