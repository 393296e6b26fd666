// What SpiffWorkflow adds to BPMN, as far as our engine reads it. Everything else stays in the file untouched.
export const spiffExtensions = {
  name: "SpiffWorkflow",
  uri: "http://spiffworkflow.org/bpmn/schema/1.0/core",
  prefix: "spiffworkflow",
  xml: { tagAlias: "lowerCase" },
  types: [
    { name: "Properties", superClass: ["Element"], properties: [{ name: "properties", type: "Property", isMany: true }] },
    { name: "Property", superClass: ["Element"], properties: [attribute("name"), attribute("value")] },
    {
      name: "ServiceTaskOperator",
      superClass: ["Element"],
      properties: [attribute("id"), attribute("resultVariable"), { name: "parameters", type: "Parameters" }],
    },
    { name: "Parameters", superClass: ["Element"], properties: [{ name: "parameters", type: "Parameter", isMany: true }] },
    { name: "Parameter", superClass: ["Element"], properties: [attribute("id"), attribute("type"), attribute("value")] },
    { name: "CalledDecisionId", superClass: ["Element"], properties: [{ name: "value", isBody: true, type: "String" }] },
  ],
};

function attribute(name) {
  return { name, isAttr: true, type: "String" };
}
