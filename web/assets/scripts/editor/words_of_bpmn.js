// What bpmn-js and its panel say, in everyday words: [English, Latvian].
const TASKS = {
  "Task": ["Step", "Solis"],
  "User task": ["Task for a person", "Darbs cilvēkam"],
  "Service task": ["Done by the system", "Izdara sistēma"],
  "Send task": ["Send a message", "Nosūtīt ziņu"],
  "Receive task": ["Wait for a message", "Gaidīt ziņu"],
  "Manual task": ["Done without the system", "Izdara bez sistēmas"],
  "Business rule task": ["Decision table", "Lēmumu tabula"],
  "Script task": ["Reckoning", "Aprēķins"],
  "Call activity": ["Another process", "Cits process"],
  "Transaction": ["Transaction", "Darījums"],
  "Event sub-process": ["Part that begins when something happens", "Daļa, kas sākas, kad kaut kas notiek"],
  "Sub-process": ["Part of the process", "Procesa daļa"],
  "Sub-process (collapsed)": ["Part of the process, folded", "Procesa daļa, salocīta"],
  "Sub-process (expanded)": ["Part of the process", "Procesa daļa"],
  "Ad-hoc sub-process": ["Part in any order", "Daļa brīvā secībā"],
  "Ad-hoc sub-process (collapsed)": ["Part in any order, folded", "Daļa brīvā secībā, salocīta"],
  "Ad-hoc sub-process (expanded)": ["Part in any order", "Daļa brīvā secībā"],
};
const GATEWAYS = {
  "Exclusive gateway": ["One way is taken", "Izvēlas vienu ceļu"],
  "Parallel gateway": ["All ways at the same time", "Visi ceļi vienlaikus"],
  "Inclusive gateway": ["One or several ways are taken", "Izvēlas vienu vai vairākus ceļus"],
  "Complex gateway": ["Ways part in another manner", "Ceļi šķiras citādi"],
  "Event-based gateway": ["Whatever happens first", "Kas notiek pirmais"],
};
const THINGS = {
  "Data store reference": ["Data store", "Datu krātuve"],
  "Data object reference": ["Value that is drawn", "Uzzīmēta vērtība"],
  "Expanded pool/participant": ["Pool", "Baseins"],
  "Empty pool/participant": ["Empty pool", "Tukšs baseins"],
  "Empty pool/participant (removes content)": ["Empty pool (takes out what is in it)", "Tukšs baseins (izņem saturu)"],
  "Sequence flow": ["Arrow", "Bulta"],
  "Default flow": ["Arrow that is taken otherwise", "Bulta citos gadījumos"],
  "Conditional flow": ["Arrow with a condition", "Bulta ar nosacījumu"],
};
const HAPPENINGS = {
  "Message": ["a message comes", "pienāk ziņa"],
  "Timer": ["a day comes", "pienāk diena"],
  "Conditional": ["a condition holds", "izpildās nosacījums"],
  "Signal": ["a signal is heard", "atskan signāls"],
  "Error": ["an error comes up", "rodas kļūda"],
  "Escalation": ["it is passed up", "nodod augstāk"],
  "Compensation": ["it is undone", "to atsauc"],
  "Link": ["a link leads here", "ved saite"],
  "Cancel": ["it is cancelled", "to atceļ"],
};
const TOLD = {
  "Message": ["Send a message", "Nosūtīt ziņu"],
  "Signal": ["Give a signal", "Dot signālu"],
  "Escalation": ["Pass it up", "Nodot augstāk"],
  "Compensation": ["Undo", "Atsaukt"],
  "Link": ["Go to a link", "Iet pa saiti"],
};
const ENDS = {
  "Message": ["End with a message", "Beigas ar ziņu"],
  "Escalation": ["End that passes it up", "Beigas, kas nodod augstāk"],
  "Error": ["End with an error", "Beigas ar kļūdu"],
  "Cancel": ["End that cancels", "Beigas, kas atceļ"],
  "Compensation": ["End that undoes", "Beigas, kas atsauc"],
  "Signal": ["End with a signal", "Beigas ar signālu"],
  "Terminate": ["End of everything", "Visa beigas"],
  "Link": ["End with a link", "Beigas ar saiti"],
  "Multiple": ["End with several", "Beigas ar vairākiem"],
};
const EVENTS = {
  "Start event": ["Beginning", "Sākums"],
  "Intermediate throw event": ["Point on the way", "Punkts ceļā"],
  "Boundary event": ["Border event", "Notikums uz robežas"],
  "End event": ["End", "Beigas"],
};

function composed() {
  const words = {};
  const add = (sentence, en, lv) => {
    words[sentence] = [en, lv];
  };
  for (const [kind, [en, lv]] of Object.entries(HAPPENINGS)) {
    add(`${kind} start event`, `Begins when ${en}`, `Sākas, kad ${lv}`);
    add(`${kind} start event (non-interrupting)`, `Begins beside when ${en}`, `Sākas līdztekus, kad ${lv}`);
    add(`${kind} intermediate catch event`, `Wait until ${en}`, `Gaidīt, līdz ${lv}`);
    add(`${kind} boundary event`, `If meanwhile ${en}, the step ends`, `Ja pa to laiku ${lv}, solis beidzas`);
    add(`${kind} boundary event (non-interrupting)`, `If meanwhile ${en}, the step goes on`, `Ja pa to laiku ${lv}, solis turpinās`);
  }
  for (const [kind, [en, lv]] of Object.entries(TOLD)) add(`${kind} intermediate throw event`, en, lv);
  for (const [kind, [en, lv]] of Object.entries(ENDS)) add(`${kind} end event`, en, lv);
  return words;
}

// The head of the panel writes the same kinds with capitals: “Timer Boundary Event (Non Interrupting)”.
function inTitles(words) {
  const titled = {};
  for (const [sentence, pair] of Object.entries(words)) {
    const title = sentence.replace(/-/g, " ").replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
    titled[title] = pair;
  }
  return titled;
}

const REST = {
  "Collaboration": ["Drawing", "Zīmējums"],
  "Process": ["Process", "Process"],
  "Participant": ["Pool", "Baseins"],
  "Expanded Pool": ["Pool", "Baseins"],
  "Lane": ["Lane", "Celiņš"],
  "Group": ["Frame", "Ietvars"],
  "Text Annotation": ["Remark", "Piezīme"],
  "Association": ["Line to a remark", "Līnija uz piezīmi"],
  "Message Flow": ["Message between pools", "Ziņa starp baseiniem"],
  "Sub Process": ["Part of the process", "Procesa daļa"],
  "Expanded Sub Process": ["Part of the process", "Procesa daļa"],
  "Collapsed Sub Process": ["Part of the process, folded", "Procesa daļa, salocīta"],
  "Event Sub Process": ["Part that begins when something happens", "Daļa, kas sākas, kad kaut kas notiek"],
  "Intermediate Throw Event": ["Point on the way", "Punkts ceļā"],
  "Intermediate Catch Event": ["Point on the way", "Punkts ceļā"],
  "Data Object Reference": ["Value that is drawn", "Uzzīmēta vērtība"],
  "Search in diagram": ["Find a step", "Meklēt soli"],
  "Open minimap": ["Open the overview", "Atvērt pārskatu"],
  "Close minimap": ["Close the overview", "Aizvērt pārskatu"],
  "Activate hand tool": ["Move the view", "Bīdīt skatu"],
  "Activate lasso tool": ["Choose several", "Izvēlēties vairākus"],
  "Activate create/remove space tool": ["Make room, or take it away", "Atbrīvot vietu vai to noņemt"],
  "Activate global connect tool": ["Draw an arrow", "Zīmēt bultu"],
  "Create start event": ["New beginning", "Jauns sākums"],
  "Create intermediate/boundary event": ["New point on the way", "Jauns punkts ceļā"],
  "Create end event": ["New end", "Jaunas beigas"],
  "Create gateway": ["New parting of ways", "Jauna ceļu šķirtne"],
  "Create task": ["New step", "Jauns solis"],
  "Create data object reference": ["New value that is drawn", "Jauna uzzīmēta vērtība"],
  "Create data store reference": ["New data store", "Jauna datu krātuve"],
  "Create expanded sub-process": ["New part of the process", "Jauna procesa daļa"],
  "Create pool/participant": ["New pool", "Jauns baseins"],
  "Create group": ["New frame", "Jauns ietvars"],
  "Create element": ["New element", "Jauns elements"],
  "Append element": ["Append to this", "Pievienot šim"],
  "Append end event": ["Append an end", "Pievienot beigas"],
  "Append gateway": ["Append a parting of ways", "Pievienot ceļu šķirtni"],
  "Append task": ["Append a step", "Pievienot soli"],
  "Append intermediate/boundary event": ["Append a point on the way", "Pievienot punktu ceļā"],
  "Append compensation activity": ["Append what undoes it", "Pievienot atsaukšanu"],
  "Append receive task": ["Append waiting for a message", "Pievienot ziņas gaidīšanu"],
  "Append message intermediate catch event": ["Append waiting for a message", "Pievienot ziņas gaidīšanu"],
  "Append timer intermediate catch event": ["Append waiting for a day", "Pievienot dienas gaidīšanu"],
  "Append conditional intermediate catch event": ["Append waiting for a condition", "Pievienot nosacījuma gaidīšanu"],
  "Append signal intermediate catch event": ["Append waiting for a signal", "Pievienot signāla gaidīšanu"],
  "Change element": ["Make it another kind", "Mainīt veidu"],
  "Add text annotation": ["Add a remark", "Pievienot piezīmi"],
  "Connect to other element": ["Draw an arrow from here", "Zīmēt bultu no šejienes"],
  "Connect using association": ["Draw a line from here", "Zīmēt līniju no šejienes"],
  "Connect using data input association": ["Draw a line from this value", "Zīmēt līniju no šīs vērtības"],
  "Delete": ["Delete", "Dzēst"],
  "Parallel multi-instance": ["Repeat, all at once", "Atkārtot visu vienlaikus"],
  "Sequential multi-instance": ["Repeat, one after the other", "Atkārtot citu pēc cita"],
  "Loop": ["Repeat while a condition holds", "Atkārtot, kamēr izpildās nosacījums"],
  "Collection": ["List of values", "Vērtību saraksts"],
  "Participant multiplicity": ["Several pools", "Vairāki baseini"],
  "Toggle non-interrupting": ["Goes on beside, or ends the step", "Turpina līdztekus vai beidz soli"],
  "Add lane above": ["Add a lane above", "Pievienot celiņu augšā"],
  "Add lane below": ["Add a lane below", "Pievienot celiņu apakšā"],
  "Divide into two lanes": ["Divide into two lanes", "Sadalīt divos celiņos"],
  "Divide into three lanes": ["Divide into three lanes", "Sadalīt trijos celiņos"],
  "Align elements": ["Align", "Līdzināt"],
  "Align elements left": ["Align left", "Līdzināt pa kreisi"],
  "Align elements right": ["Align right", "Līdzināt pa labi"],
  "Align elements center": ["Align in the middle", "Līdzināt pa vidu"],
  "Align elements top": ["Align at the top", "Līdzināt augšā"],
  "Align elements bottom": ["Align at the bottom", "Līdzināt apakšā"],
  "Align elements middle": ["Align in the middle, upright", "Līdzināt pa vidu augstumā"],
  "Distribute elements horizontally": ["Spread from left to right", "Izkārtot no kreisās uz labo"],
  "Distribute elements vertically": ["Spread from top to bottom", "Izkārtot no augšas uz leju"],
  "Open {element}": ["Open {element}", "Atvērt: {element}"],
  "flow elements must be children of pools/participants": ["Steps stand inside the pool.", "Soļi atrodas baseinā."],
  "Data object must be placed within a pool/participant.": ["A value stands inside the pool.", "Vērtība atrodas baseinā."],
  "Templates": ["Templates", "Veidnes"],
  "Tasks": ["Steps", "Soļi"],
  "Events": ["Events", "Notikumi"],
  "Gateways": ["Partings of ways", "Ceļu šķirtnes"],
  "Sub-processes": ["Parts", "Daļas"],
  "Data": ["Values", "Vērtības"],
  "Participants": ["Pools", "Baseini"],
  "Toggle section": ["Fold or unfold", "Atvērt vai aizvērt"],
  "Section contains edits": ["Something is filled in here", "Šeit kaut kas ir aizpildīts"],
  "Section contains an error": ["There is a mistake here", "Šeit ir kļūda"],
  "Select an element to edit its properties.": ["Choose a step to change it.", "Izvēlieties soli, lai to mainītu."],
  "Multiple elements are selected. Select a single element to edit its properties.": ["Several are chosen. Choose one to change it.", "Izvēlēti vairāki. Lai mainītu, izvēlieties vienu."],
};

const KINDS = { ...TASKS, ...GATEWAYS, ...THINGS, ...EVENTS, ...composed() };

export const wordsOfBpmn = { ...KINDS, ...inTitles(KINDS), ...REST };
