// Drafts: a form with `data-draft="<url>"` is posted there about a second after the last key.
// `data-draft-beside="<id>"` names a place that takes the answer. When the connection or the
// session is gone, what is typed stays in this tab and is offered back.

const PAUSE = 1000;
const words = document.getElementById("spoken").dataset;
const waiting = new WeakMap();

function place(form) {
  return form.querySelector("[data-draft-state]") ?? document.querySelector("[data-draft-state]");
}

function say(form, sentence) {
  const state = place(form);
  if (state) state.textContent = sentence;
}

function clock() {
  const form = { hour: "2-digit", minute: "2-digit" };
  return new Intl.DateTimeFormat(document.documentElement.lang, form).format(new Date());
}

// Another who signs in at the same window is offered nothing of it: the key names whose it is.
function key(form) {
  return `kept ${document.body.dataset.reader} ${location.pathname} ${form.dataset.draft}`;
}

function texts(form) {
  const kept = [];
  for (const [name, value] of new FormData(form)) {
    const hidden = form.elements[name]?.type === "hidden";
    if (typeof value === "string" && !hidden) kept.push([name, value]);
  }
  return kept;
}

function keep(form) {
  try {
    sessionStorage.setItem(key(form), JSON.stringify(texts(form)));
  } catch {
    // No room or no permission: then the words stand in the form alone.
  }
}

async function save(form) {
  if (form.dataset.sending) return;
  const before = JSON.stringify(texts(form));
  const body = new URLSearchParams(new FormData(form));
  // A draft is saved again and again; the key is kept for the one time the form is sent.
  body.delete("once");
  try {
    const answer = await fetch(form.dataset.draft, {
      method: "POST",
      body,
      headers: { "X-Draft": "true" },
      credentials: "same-origin",
    });
    const home = new URL(form.dataset.draft, location.href).pathname;
    const elsewhere = answer.redirected && new URL(answer.url).pathname !== home;
    if (elsewhere || answer.status === 401 || answer.status === 403) {
      keep(form);
      say(form, words.draftSignedOut);
      return;
    }
    if (!answer.ok && answer.status !== 409) throw new Error(String(answer.status));
    if (form.dataset.draftBeside) beside(form, await answer.text());
    if (answer.ok) {
      if (before === JSON.stringify(texts(form))) sessionStorage.removeItem(key(form));
      say(form, `${words.draftSaved} ${clock()}`);
    }
  } catch {
    keep(form);
    say(form, words.draftOffline);
    wait(form, 5000);
  }
}

function beside(form, text) {
  const old = document.getElementById(form.dataset.draftBeside);
  const made = new DOMParser().parseFromString(text, "text/html");
  const fresh = made.getElementById(form.dataset.draftBeside);
  if (old && fresh && old.innerHTML !== fresh.innerHTML) {
    old.replaceChildren(...fresh.childNodes);
    window.htmx?.process(old);
  }
}

function wait(form, pause = PAUSE) {
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => save(form), pause));
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.dataset.draft) wait(form);
});

document.addEventListener("submit", (event) => clearTimeout(waiting.get(event.target)));

// Leaving in the middle of a sentence: what has not been saved yet stays in this tab.
addEventListener("pagehide", () => {
  for (const form of document.querySelectorAll("form[data-draft]")) {
    if (waiting.has(form) && form.querySelector("[data-dirty]") && !form.dataset.sending) keep(form);
  }
});

function offer(form) {
  const kept = sessionStorage.getItem(key(form));
  if (!kept) return;
  const known = texts(form).map(String);
  if (JSON.parse(kept).every((pair) => !pair[1] || known.includes(String(pair)))) {
    sessionStorage.removeItem(key(form));
    return;
  }
  const notice = document.getElementById("kept-words").content.firstElementChild.cloneNode(true);
  notice.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.matches("[data-put-back]")) putBack(form, JSON.parse(kept));
    sessionStorage.removeItem(key(form));
    notice.remove();
  });
  form.prepend(notice);
}

function putBack(form, pairs) {
  for (const [name, value] of pairs) {
    const field = form.elements[name];
    if (!field) continue;
    if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = true;
    else field.value = value;
  }
  wait(form, 0);
}

for (const form of document.querySelectorAll("form[data-draft]")) offer(form);

// Signing out leaves nothing of anybody's words in this browser.
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-sign-out]")) sessionStorage.clear();
});
