// Sending forms: once, with what is typed kept until the answer is here, and with the focus on
// what must be mended. Without this script the same forms send themselves.

const sent = new WeakMap();
const typed = "input:not([type=hidden], [type=password]), textarea, select";

// What a person has typed must never be overwritten by a push: the morph skips [data-dirty].
document.addEventListener("input", (event) => {
  if (event.target.matches(typed) && !event.target.closest("[data-draft-free]")) {
    event.target.setAttribute("data-dirty", "");
    pin(event.target.form);
  }
});

// The version one saw stays with the words one writes on: a push must not make it newer, or the
// words of whoever was faster would be written over in silence.
function pin(form) {
  form?.querySelector("input[type=hidden][name=version]")?.setAttribute("data-dirty", "");
}

function unpin(form) {
  form?.querySelector("input[type=hidden][name=version]")?.removeAttribute("data-dirty");
}

function isWritten(form) {
  return [...form.querySelectorAll("[data-dirty]")].some((field) => field.matches(typed));
}

document.addEventListener("focusin", ({ target }) => target.matches(typed) && pin(target.form));
document.addEventListener("focusout", ({ target }) => {
  if (target.form && !isWritten(target.form)) unpin(target.form);
});

document.addEventListener("reset", (event) => clean(event.target));

function clean(form) {
  for (const field of form.querySelectorAll("[data-dirty]")) field.removeAttribute("data-dirty");
}

// A second click on the same form does nothing. The server knows the key `once` as well.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    // A field may be called "method": the attribute says it surely.
    if (form.getAttribute("method")?.toLowerCase() !== "post") return;
    if (form.dataset.sending) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sending = "yes";
    sent.set(form, new Map([...form.elements].map((field) => [field, field.value])));
    event.submitter?.setAttribute("aria-busy", "true");
    setTimeout(() => rest(form), 15000);
  },
  true,
);

function rest(form) {
  delete form.dataset.sending;
  for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
}

// The back button brings the page back as it was left.
addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(rest));

// Faults are told by the server, in the reader's language and beside the field. What was told
// stays until the form is sent again: a push knows nothing of it, and the morph skips the form.
function receive(root) {
  for (const form of root.querySelectorAll("form[method=post]")) {
    form.noValidate = true;
    form.toggleAttribute("data-refused", form.querySelector(".error-summary, .field-error") !== null);
  }
}

function focusFirst(root) {
  root.querySelector("[data-focus-first]:not(form[method=get] *)")?.focus();
}

// The form that was sent; a part of a form that only asks something on the way has sent none.
function formOf(ctx) {
  const source = ctx.sourceElement;
  if (ctx.request?.method !== "POST" || source?.matches?.("fieldset")) return null;
  return source?.closest?.("form");
}

addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  // A whole page came where a part was asked for, as errors do: it takes the whole place.
  if (/^\s*<!doctype/i.test(ctx.text) && !ctx.hx.redirect) {
    ctx.hx.retarget = "body";
    ctx.hx.reswap = "outerHTML";
  }
});

addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
  const form = formOf(ctx);
  form?.removeAttribute("data-refused");
  if (form && ctx.response.status === 409) unpin(form); // both texts are shown: this is the newer
  if (!form || ctx.response.status >= 400) return;
  const since = writtenSince(form);
  HTMLFormElement.prototype.reset.call(form);
  clean(form);
  for (const [field, value] of since) {
    field.value = value;
    field.setAttribute("data-dirty", "");
  }
});

// What was typed after the form was sent belongs to the next one: it stays.
function writtenSince(form) {
  const before = sent.get(form);
  return [...form.querySelectorAll("textarea[data-dirty], input:not([type=radio], [type=checkbox])[data-dirty]")]
    .filter((field) => before?.has(field) && before.get(field) !== field.value)
    .map((field) => [field, field.value]);
}

// Whoever holds the pen writes on where they wrote, without reaching for the mouse.
function writeOn(ctx) {
  const form = formOf(ctx);
  if (!form?.id || ctx.response.status >= 400 || !matchMedia("(pointer: fine)").matches) return;
  document.getElementById(form.id)?.querySelector("textarea")?.focus();
}

addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const form = formOf(ctx);
  if (form?.isConnected && isWritten(form)) pin(form);
  writeOn(ctx);
  const root = ctx.target instanceof Element && ctx.target.isConnected ? ctx.target : document.body;
  receive(root);
  if (!ctx.sourceElement?.matches?.("[data-live-fetch]")) focusFirst(root); // a push moves nobody
});

addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  const form = formOf(ctx);
  if (form) rest(form);
});

addEventListener("htmx:error", ({ detail: { ctx } }) => {
  const form = ctx && formOf(ctx);
  if (!form) return;
  // At a board it waits and is sent later (outbox.js).
  const detail = { form, body: ctx.request.body };
  if (!document.dispatchEvent(new CustomEvent("unsent", { detail, cancelable: true }))) return;
  const place = document.getElementById("messages");
  const notice = document.getElementById("lost-connection").content.cloneNode(true);
  place.replaceChildren(notice);
  place.scrollIntoView({ block: "center" });
});

receive(document);
focusFirst(document);
