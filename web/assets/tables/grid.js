// The grid of one decision table: dmn-js's own, with the parts that process owners need. Columns are changed in the
// panel and rows with the toolbar, so that both can be reached by keys; cells are written in place. The boxes with an
// editor for code are left out: they would need styles that the content policy does not allow.
import annotationsModule from "dmn-js-decision-table/lib/features/annotations/editor";
import cellSelectionModule from "dmn-js-decision-table/lib/features/cell-selection";
import addRuleModule from "dmn-js-decision-table/lib/features/add-rule";
import headModule from "dmn-js-decision-table/lib/features/decision-table-head";
import indicesModule from "dmn-js-decision-table/lib/features/decision-rule-indices";
import rulesModule from "dmn-js-decision-table/lib/features/decision-rules/editor";
import copyCutPasteModule from "dmn-js-decision-table/lib/features/copy-cut-paste";
import actionsModule from "dmn-js-decision-table/lib/features/editor-actions";
import keyboardModule from "dmn-js-decision-table/lib/features/keyboard";
import modelingModule from "dmn-js-decision-table/lib/features/modeling";
import poweredByModule from "dmn-js-decision-table/lib/features/powered-by";
import coreModule from "dmn-js-decision-table/lib/core";
import Viewer from "dmn-js-decision-table/lib/Viewer";
import EditingManager from "dmn-js-shared/lib/base/EditingManager";
import expressionLanguagesModule from "dmn-js-shared/lib/features/expression-languages";
import { is } from "dmn-js-shared/lib/util/ModelUtil";
import tableActionsModule from "table-js/lib/features/editor-actions";
import interactionModule from "table-js/lib/features/interaction-events";
import selectionModule from "table-js/lib/features/selection";
import { translateModule } from "./words.js";

const MODULES = [
  poweredByModule, coreModule, headModule, indicesModule, rulesModule, annotationsModule, addRuleModule, modelingModule,
  actionsModule, tableActionsModule, keyboardModule, copyCutPasteModule, selectionModule, cellSelectionModule,
  interactionModule, expressionLanguagesModule, translateModule,
];
// A value that is nobody's, so that no cell asks for the code editor; it is written into no file.
const LANGUAGE = { label: "FEEL", value: "cell" };

class Grid extends Viewer {
  getModules() {
    return MODULES;
  }
}

// Each key that is typed into a cell is a change of its own; whoever undoes wants the whole cell back.
function asWholeCells(commands) {
  const now = (by) => commands._stack[commands._stackIdx + by]?.context;
  for (const [name, by] of [["undo", 0], ["redo", 1]]) {
    const once = commands[name].bind(commands);
    commands[name] = () => {
      const first = now(by);
      do once(); while (first?.element && now(by)?.element === first.element && isText(now(by)) && isText(first));
    };
  }
}

const isText = ({ properties }) => properties && Object.keys(properties).every((name) => name === "text" || name === "description");

export class TableManager extends EditingManager {
  constructor(container) {
    const expressionLanguages = { options: [LANGUAGE], defaults: { editor: LANGUAGE.value } };
    super({ container, height: "auto", common: { expressionLanguages, debounceInput: false } });
  }

  _createViewer(id) {
    const viewer = super._createViewer(id);
    asWholeCells(viewer.get("commandStack"));
    return viewer;
  }

  _getViewProviders() {
    return [{ id: "decisionTable", constructor: Grid, opens: (one) => is(one, "dmn:Decision") && is(one.decisionLogic, "dmn:DecisionTable") }];
  }

  get(name) {
    return this.getActiveViewer().get(name);
  }

  get table() {
    return this.get("sheet").getRoot();
  }
}
