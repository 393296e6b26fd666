// The next days that a rule gives, worked out by the server with its own calendar of days off.
import { useService } from "bpmn-js-properties-panel";
import { useEffect, useState } from "@bpmn-io/properties-panel/preact/hooks";
import { say } from "../words.js";

const PATIENCE = 400; // ms after the last key

export const nextDates = (id, read) => ({ id, component: NextDates, read });

function NextDates({ element, id, read }) {
  const server = useService("server");
  const rule = read(element).trim();
  const [answer, setAnswer] = useState({ rule: "", days: [] });
  useEffect(() => {
    let isWanted = Boolean(rule);
    const asking = setTimeout(async () => {
      if (!isWanted) return;
      const found = await server.dates(rule);
      if (isWanted) setAnswer({ rule, ...found });
    }, PATIENCE);
    return () => {
      isWanted = false;
      clearTimeout(asking);
    };
  }, [rule]);
  if (!rule || answer.rule !== rule) return <div class="editor-dates" data-entry-id={id} />;
  return (
    <div class="bio-properties-panel-entry editor-dates" data-entry-id={id} role="status">
      {answer.error ? <p class="editor-dates__error">{answer.error}</p> : <Days days={answer.days} about={answer.about} />}
    </div>
  );
}

function Days({ days, about }) {
  return (
    <div>
      <p class="editor-dates__title">{about || say("The next days this gives")}</p>
      <ol class="editor-dates__days">
        {days.map((day) => (
          <li>
            {day.text}
            {day.note ? <span class="editor-dates__note"> {day.note}</span> : null}
          </li>
        ))}
      </ol>
    </div>
  );
}
