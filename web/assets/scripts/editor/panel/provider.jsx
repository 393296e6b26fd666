// The panel beside the canvas: what can be said of the chosen element, in everyday words.
import { eventGroups } from "./events.jsx";
import { group, shown } from "./fields.jsx";
import { machineGroups } from "./machine.jsx";
import { nameGroup } from "./names.jsx";
import { onwardGroups } from "./onward.jsx";
import { personGroups } from "./people.jsx";
import { wayGroups } from "./ways.jsx";

class EverydayProvider {
  constructor(propertiesPanel, injector) {
    this.tools = {};
    for (const name of ["modeling", "bpmnFactory", "elementRegistry", "extensions", "declarations", "choices", "server", "eventBus"]) this.tools[name] = injector.get(name);
    this.findings = injector.get("findings");
    propertiesPanel.registerProvider(this);
  }

  getGroups(element) {
    const { tools } = this;
    const own = [
      this.toMend(element),
      nameGroup(element, tools),
      ...personGroups(element, tools),
      ...machineGroups(element, tools),
      ...eventGroups(element, tools),
      ...wayGroups(element, tools),
      ...onwardGroups(element, tools),
    ];
    return (groups) => [...groups, ...own.filter((one) => one && one.entries.length)];
  }

  toMend(element) {
    const found = this.findings.of(element.businessObject?.id);
    if (!found.length) return null;
    return group("to-mend", "To be mended", [
      shown("to-mend", () => <ul class="editor-to-mend">{found.map((one) => <li class={`is-${one.severity}`}>{one.message}</li>)}</ul>),
    ]);
  }
}
EverydayProvider.$inject = ["propertiesPanel", "injector"];

export const everydayPanelModule = { __init__: ["everydayProvider"], everydayProvider: ["type", EverydayProvider] };

