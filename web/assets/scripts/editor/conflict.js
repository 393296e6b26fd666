// Two people, one diagram: both drawings can be looked at, and one is chosen. Nothing is overwritten before that.
import { say } from "./words.js";

export class Conflict {
  constructor(holder, modeler, keeper) {
    this.notice = holder.querySelector("[data-editor-conflict]");
    this.about = this.notice.querySelector("[data-conflict-about]");
    this.modeler = modeler;
    this.keeper = keeper;
    for (const [name, act] of Object.entries({ mine: () => this.look(this.mine), theirs: () => this.look(this.theirs.content) })) {
      this.notice.querySelector(`[data-conflict-show="${name}"]`).addEventListener("click", act);
    }
    this.notice.querySelector("[data-conflict-keep=mine]").addEventListener("click", () => this.keep(this.mine));
    this.notice.querySelector("[data-conflict-keep=theirs]").addEventListener("click", () => this.keep(this.theirs.content));
  }

  open(theirs, mine) {
    this.theirs = theirs;
    this.mine = mine;
    this.about.textContent = say("{name} has changed this diagram. Nothing was overwritten: look at both drawings and choose one.", { name: theirs.by || say("Somebody else") });
    this.notice.hidden = false;
    this.notice.focus();
  }

  async look(text) {
    if (text) await this.modeler.importXML(text);
    this.modeler.get("canvas").zoom("fit-viewport", "auto");
  }

  // The chosen drawing counts from now on; mine is saved over the version that has been seen just now.
  async keep(text) {
    await this.look(text);
    this.keeper.begin(this.theirs.version, this.theirs.content ?? "");
    this.notice.hidden = true;
    if (text === this.theirs.content) this.keeper.kept = await this.keeper.writer.text();
    await this.keeper.save();
    this.modeler.get("canvas").focus();
  }
}
