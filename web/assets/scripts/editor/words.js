// The words of the editor in the language of the page. English is the key; what bpmn-js says in its own jargon is
// said in everyday words in both languages. A sentence without its Latvian is noted, and a test fails on it.
import { english } from "./english.js";
import { latvian } from "./latvian.js";
import { latvianOfBpmn } from "./latvian_of_bpmn.js";

const language = document.documentElement.lang === "en" ? "en" : "lv";
const dictionary = language === "en" ? english : { ...latvianOfBpmn, ...latvian };

export const untranslated = new Set();

export function say(sentence, values = {}) {
  const words = dictionary[sentence];
  if (words === undefined && language !== "en" && /\p{L}/u.test(sentence)) untranslated.add(sentence);
  return (words ?? sentence).replace(/\{([^}]+)\}/g, (place, name) => values[name] ?? place);
}

export function inThisLanguage(pair) {
  return (language === "en" ? pair.en : pair.lv) || pair.lv || pair.en || "";
}

export const translateModule = { translate: ["value", say] };
