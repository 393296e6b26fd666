// <form data-passkey="create|get" data-options="…"> asks the browser for a key and sends its answer in [name=credential].
// Without this script the form stays hidden, and the page says what to do instead ([data-no-passkey]).
const decoded = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const encoded = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const described = (list) => (list ?? []).map((one) => ({ ...one, id: decoded(one.id) }));

function wanted(options) {
  const publicKey = { ...options, challenge: decoded(options.challenge) };
  if (options.user) publicKey.user = { ...options.user, id: decoded(options.user.id) };
  if (options.excludeCredentials) publicKey.excludeCredentials = described(options.excludeCredentials);
  if (options.allowCredentials) publicKey.allowCredentials = described(options.allowCredentials);
  return { publicKey };
}

function told(credential) {
  const answer = { clientDataJSON: encoded(credential.response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) answer[name] = encoded(credential.response[name]);
  }
  return JSON.stringify({ id: credential.id, rawId: encoded(credential.rawId), type: credential.type, response: answer });
}

function askForKeys(form) {
  const field = form.elements.credential;
  const trouble = form.querySelector("[data-passkey-trouble]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (field.value) return;
    event.preventDefault();
    trouble.hidden = true;
    try {
      const credential = await navigator.credentials[form.dataset.passkey](wanted(JSON.parse(form.dataset.options)));
      field.value = told(credential);
      form.requestSubmit();
    } catch {
      trouble.hidden = false;
    }
  });
}

if (window.PublicKeyCredential && navigator.credentials) {
  for (const form of document.querySelectorAll("form[data-passkey]")) askForKeys(form);
  for (const words of document.querySelectorAll("[data-no-passkey]")) words.hidden = true;
}
