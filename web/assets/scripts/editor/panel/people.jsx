// A task for a person: who, until when, with which form.
import { getBusinessObject, is } from "bpmn-js/lib/util/ModelUtil";
import { property } from "../extensions.js";
import { say } from "../words.js";
import { nextDates } from "./dates.jsx";
import { formGroup } from "./forms.jsx";
import { choice, group, textField, tick } from "./fields.jsx";

const DUE_RULES = [
  ["working_day(5, months_after(period, 1))", "5th working day of the next month"],
  ["last_day(months_after(period, 1))", "last day of the next month"],
  ["day(15, months_after(period, 1), \"previous\")", "15th of the next month, or the working day before"],
  ["after(today(), 3)", "3 working days after the task appears"],
  ["after(today(), 5)", "5 working days after the task appears"],
  ["days_after(today(), 10)", "10 days after the task appears"],
  ["months_after(today(), 1)", "a month after the task appears"],
];

export function personGroups(element, tools) {
  if (!is(element, "bpmn:UserTask")) return [];
  const set = (name) => (one, value) => tools.extensions.setProperty(one, name, value.trim());
  return [
    group("who", "Who does it", [
      choice("role", "Role", () => roles(element, tools), () => property(element, "role"), set("role")),
      textField("person", "Which person exactly", () => property(element, "person"), set("person"), {
        description: "Needed for a recipient, an assistant or a representative: the name of a value, for example assistant_id.",
      }),
    ]),
    formGroup(element, tools),
    dueGroup(element, tools, set("due")),
    group("others", "Not the same person as", otherTasks(element, tools), { open: Boolean(property(element, "not_same_person_as")) }),
    group("again", "Sign in again", [signInAgain(tools)], { open: Boolean(property(element, "sign_in_again")) }),
  ];
}

function roles(element, tools) {
  const lane = laneRole(element);
  const known = tools.choices.roles.find((one) => one.value === lane);
  const nobody = known ? say("As its lane says: {role}", { role: known.title }) : say("Choose a role");
  return offered(tools.choices.roles, property(element, "role"), nobody);
}

// A lane is called lane_<role>; a step in a sub-process is in the lane of the sub-process.
function laneRole(element) {
  for (let one = element; one; one = one.parent) {
    const lane = (one.businessObject?.get?.("lanes") ?? [])[0];
    if (lane) return lane.id.replace(/^lane_/, "").replace(/[_0-9]+$/, "");
  }
  return "";
}

// What may be chosen, and what stands there though nobody knows it.
export function offered(known, value, nothing) {
  const found = known.map(({ value: name, title }) => ({ value: name, label: title }));
  const strange = value && !known.some((one) => one.value === value) ? [{ value, label: value }] : [];
  return [{ value: "", label: nothing }, ...found, ...strange];
}

function dueGroup(element, tools, write) {
  const read = () => property(element, "due");
  const common = () => [{ value: "", label: say("Choose a common rule") }, ...DUE_RULES.map(([value, words]) => ({ value, label: say(words) }))];
  const chosen = () => (DUE_RULES.some(([value]) => value === read()) ? read() : "");
  return group("due", "Until when", [
    choice("due-common", "Common rules", common, chosen, (one, value) => value && write(one, value)),
    textField("due", "Rule", read, write, { description: "Words of the calendar: working_day, day, before, after, months_after, days_after, last_day, today." }),
    nextDates("due-dates", read),
  ]);
}

function signInAgain(tools) {
  const change = (one, isChosen) => tools.extensions.setProperty(one, "sign_in_again", isChosen ? "yes" : "");
  return tick("sign-in-again", "Types the password once more", (one) => property(one, "sign_in_again") === "yes", change, {
    description: "For steps by which money is asked for or leaves. No other system may do such a step.",
  });
}

function otherTasks(element, tools) {
  const own = getBusinessObject(element).id;
  const named = () => property(element, "not_same_person_as").split(",").map((one) => one.trim()).filter(Boolean);
  const drawn = tools.elementRegistry.filter((one) => is(one, "bpmn:UserTask") && one.businessObject.id !== own && one.type !== "label");
  const here = drawn.map((one) => ({ id: one.businessObject.id, title: one.businessObject.name || one.businessObject.id }));
  const elsewhere = tools.choices.tasks.filter((one) => named().includes(one.id) && !here.some((other) => other.id === one.id));
  const change = (id) => (one, isChosen) => {
    const others = named().filter((name) => name !== id);
    tools.extensions.setProperty(one, "not_same_person_as", [...others, ...(isChosen ? [id] : [])].join(", "));
  };
  return [...here, ...elsewhere].map(({ id, title }) => tick(`not-same-${id}`, title, () => named().includes(id), change(id), { isWorded: true }));
}
