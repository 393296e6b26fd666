// Running sums of the assessment and of the month. The server counts again: these only show.
const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

export function countPoints(page) {
  for (const questions of page.querySelectorAll("[data-questionnaire]")) {
    const panels = page.querySelectorAll(`[data-score="${questions.dataset.questionnaire}"]`);
    const count = () => {
      const chosen = [...questions.querySelectorAll("[data-points]:checked")];
      const sum = chosen.reduce((total, radio) => total + Number(radio.dataset.points), 0);
      for (const panel of panels) showScore(panel, sum, chosen.length);
    };
    questions.addEventListener("change", count);
    count();
  }
}

function showScore(panel, sum, answered) {
  panel.querySelector("[data-score-sum]").textContent = sum;
  panel.querySelector("[data-score-answered]").textContent = answered;
  const complete = answered === Number(panel.dataset.questions);
  let words = panel.dataset.incomplete;
  for (const level of panel.querySelectorAll("[data-level-from]")) {
    const reached = sum >= Number(level.dataset.levelFrom) && sum <= Number(level.dataset.levelTo);
    level.classList.toggle("is-reached", reached && complete);
    if (reached && complete) words = level.dataset.levelLabel;
  }
  const line = panel.querySelector("[data-score-level]");
  if (line.textContent.trim() !== words) line.textContent = words;
}

export function countHours(page) {
  for (const month of page.querySelectorAll("[data-month]")) {
    const panels = page.querySelectorAll(`[data-month-total="${month.dataset.month}"]`);
    let timer = 0;
    const count = () => {
      let sum = 0;
      for (const week of month.querySelectorAll("[data-week]")) {
        const minutes = weekMinutes(week, month.dataset);
        sum += minutes;
        week.querySelector("[data-week-total]").textContent = inWords(month.dataset, minutes);
      }
      for (const panel of panels) showHours(panel, sum, month.dataset);
    };
    // A pause, so that a screen reader hears the sum and not every key.
    month.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(count, 400);
    });
  }
}

// A day that cannot be is marked at once and not counted; the server says the same when it is sent.
function weekMinutes(week, words) {
  let sum = 0;
  for (const day of week.querySelectorAll(".day__fields")) {
    let [minutes, tooMany] = [0, false];
    for (const field of day.querySelectorAll("[data-minutes-each]")) {
      const number = Number.parseInt(field.value, 10);
      if (number > 0) minutes += number * Number(field.dataset.minutesEach);
      if (field.dataset.minutesEach === "1" && number > 59) tooMany = true;
    }
    const trouble = tooMany ? words.tooMany : minutes > 24 * 60 ? words.tooLong : "";
    mark(day.closest(".day"), trouble);
    if (!trouble) sum += minutes;
  }
  for (const from of week.querySelectorAll('[data-clock="from"]')) {
    const to = from.closest(".day").querySelector('[data-clock="to"]');
    sum += Math.max(0, (clockMinutes(to.value) - clockMinutes(from.value)) || 0);
  }
  return sum;
}

function mark(day, trouble) {
  let line = day.querySelector("[data-at-once]");
  if (!trouble && !line) return;
  if (!line) {
    line = document.createElement("p");
    line.className = "govuk-error-message";
    line.dataset.atOnce = "";
    line.setAttribute("role", "status");
    line.id = `${day.getAttribute("aria-labelledby")}-at-once`;
    day.append(line);
  }
  line.textContent = trouble;
  line.hidden = !trouble;
  day.classList.toggle("day--error", Boolean(trouble));
  for (const field of day.querySelectorAll("input")) {
    field.classList.toggle("govuk-input--error", Boolean(trouble));
    if (trouble) {
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", line.id);
    } else {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
    }
  }
}

function clockMinutes(text) {
  const found = /^(\d{1,2})[:.](\d{2})$/.exec(text.trim());
  return found ? Number(found[1]) * 60 + Number(found[2]) : NaN;
}

// The same as the server's: "6 h 30 min", "6 h", "30 min".
function inWords(units, minutes) {
  const [whole, rest] = [Math.floor(minutes / 60), minutes % 60];
  const parts = [whole && `${whole} ${units.hour}`, (rest || !whole) && `${rest} ${units.minute}`];
  return parts.filter(Boolean).join(" ").replaceAll(" ", "\u00a0");
}

function showHours(panel, sum, patterns) {
  const granted = Number(panel.dataset.granted);
  panel.querySelector("[data-month-sum]").textContent = inWords(patterns, sum);
  const bar = panel.querySelector("progress");
  if (bar) bar.value = Math.min(sum, granted);
  const over = sum > granted;
  panel.classList.toggle("month-total--over", over);
  const line = panel.querySelector("[data-month-left]");
  const words = over ? panel.dataset.over : panel.dataset.left;
  line.textContent = fill(words, { duration: inWords(patterns, Math.abs(granted - sum)) });
  line.classList.toggle("month-total__over", over);
}
