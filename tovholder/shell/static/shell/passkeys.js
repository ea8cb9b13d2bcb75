// A button with `data-passkey` asks the device for a passkey (`get`) or for a new one (`create`),
// and sends its answer with the form it stands in. Where there is no such device it stays hidden.

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

function asked({ publicKey }) {
  const named = (one) => ({ ...one, id: bytes(one.id) });
  return {
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    ...(publicKey.user && { user: named(publicKey.user) }),
    ...(publicKey.excludeCredentials && { excludeCredentials: publicKey.excludeCredentials.map(named) }),
  };
}

function answer({ id, rawId, type, response }) {
  const told = { clientDataJSON: text(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"])
    if (response[name]) told[name] = text(response[name]);
  return JSON.stringify({ id, rawId: text(rawId), type, response: told });
}

async function send(button) {
  const form = button.form;
  const said = form.querySelector("[data-passkey-said]");
  if (!form.reportValidity()) return;
  said.textContent = "";
  button.setAttribute("aria-busy", "true");
  try {
    const token = form.elements.csrfmiddlewaretoken.value;
    const from = await fetch(button.dataset.options, { method: "POST", headers: { "X-CSRFToken": token } });
    if (!from.ok) throw new Error(from.statusText);
    const told = await from.json();
    const key = await navigator.credentials[button.dataset.passkey]({ publicKey: asked(told) });
    form.elements.answer.value = answer(key);
    form.elements.sealed.value = told.sealed;
    form.requestSubmit();
  } catch (fault) {
    const known = fault.name === "InvalidStateError" && said.dataset.known;
    said.textContent = known || said.dataset.failed;
  } finally {
    button.removeAttribute("aria-busy");
  }
}

// A passkey belongs to a name: at a bare number no browser makes one.
const named = !/^[\d.]+$|:/.test(location.hostname);
if (named && window.PublicKeyCredential && navigator.credentials) {
  for (const place of document.querySelectorAll("[data-passkey-with]")) place.hidden = false;
  for (const place of document.querySelectorAll("[data-passkey-without]")) place.hidden = true;
}
for (const button of document.querySelectorAll("[data-passkey]"))
  button.addEventListener("click", () => send(button));
