// Two people, one table: both can be looked at, and one is chosen. Nothing is overwritten before that.
import { say } from "./words.js";

export class Conflict {
  constructor(holder, { show, keeper }) {
    this.notice = holder.querySelector("[data-editor-conflict]");
    Object.assign(this, { show, keeper });
    const button = (what, whose) => this.notice.querySelector(`[data-conflict-${what}="${whose}"]`);
    for (const whose of ["mine", "theirs"]) {
      button("show", whose).addEventListener("click", () => this.show(this.text(whose)));
      button("keep", whose).addEventListener("click", () => this.keep(whose));
    }
  }

  text(whose) {
    return whose === "mine" ? this.mine : this.theirs.content;
  }

  open(theirs, mine) {
    Object.assign(this, { theirs, mine });
    this.notice.querySelector("[data-conflict-about]").textContent = say("{name} has changed this table. Nothing was overwritten: look at both tables and choose one.", { name: theirs.by || say("Somebody else") });
    this.notice.hidden = false;
    this.notice.focus();
  }

  // The chosen table counts from now on; mine is saved over the version that has been seen just now.
  async keep(whose) {
    await this.show(this.text(whose));
    this.keeper.begin(this.theirs.version, this.theirs.content ?? "");
    this.notice.hidden = true;
    if (whose === "theirs") this.keeper.kept = await this.keeper.writer.text();
    await this.keeper.save();
  }
}
