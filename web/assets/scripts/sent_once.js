// A form that is on its way is not sent a second time: over a slow line people press again, or Enter and then the button.
// A page that comes back (the browser's own way back) may send anew, and so may a form whose answer is a file.
const A_FILE_HAS_COME = 10000;

export function sendOnce(page) {
  const sent = new WeakMap();
  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    const before = sent.get(form);
    if (before && event.timeStamp - before < A_FILE_HAS_COME) event.preventDefault();
    else sent.set(form, event.timeStamp);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of page.forms) sent.delete(form);
  });
}
