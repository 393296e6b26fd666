// <div data-show-when="field" data-show-value="a"> is shown while that field has this value ("false": a box unticked).
// Without this script everything stays visible, and the server looks at the condition again anyway.
export function revealFields(page) {
  for (const part of page.querySelectorAll("[data-show-when]")) {
    const form = part.closest("form");
    if (!form) continue;
    const { showWhen: name, showValue: value } = part.dataset;
    const look = () => {
      const given = new FormData(form).getAll(name);
      const shown = value === "false" ? !given.includes("true") : given.includes(value);
      part.hidden = !shown;
      for (const field of part.querySelectorAll("input, select, textarea")) field.disabled = !shown;
    };
    form.addEventListener("change", look);
    look();
  }
}
