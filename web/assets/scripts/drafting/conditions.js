// A condition's box offers the answers of the question that was chosen beside it.
export function offerAnswers(holder) {
  for (const row of holder.querySelectorAll("[data-condition-row]")) {
    const name = row.querySelector("[data-condition-name]");
    const value = row.querySelector("[data-condition-value]");
    name.addEventListener("change", () => {
      const list = `answers-${name.value}`;
      if (document.getElementById(list)) value.setAttribute("list", list);
      else value.removeAttribute("list");
      row.querySelector(".condition-row__hint")?.remove();
      const always = holder.querySelector("#show-always");
      if (name.value && always.checked) holder.querySelector("#show-all").checked = true;
    });
  }
}
