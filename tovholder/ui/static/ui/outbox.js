// Two minutes without a network in the meeting room: what somebody puts up at a live board while
// the connection is lost waits in this tab and is sent when it is back, in order and once: the
// form's key tells the server what it has had already. `[data-waiting]` is where it is told.

const AGAIN = 3000;
const LONGEST = 20000;
const TOLD = 8000;
const GATEWAY = [502, 503, 504];
const typed = "textarea, input[type=text]";
const { reader, signIn } = document.body.dataset;
const key = `waiting ${reader}`;

let sending = false;
let again = 0;
let queue = reader ? JSON.parse(sessionStorage.getItem(key) ?? "[]") : [];

function store() {
  try {
    if (queue.length) sessionStorage.setItem(key, JSON.stringify(queue));
    else sessionStorage.removeItem(key);
  } catch {
    // No room or no permission: then it waits in memory, as long as this page is open.
  }
}

// A tap without words is told at once that it did not arrive; words wait.
function waits(form) {
  if (!reader || !form.matches("[data-live] form[hx-post]")) return false;
  return [...form.querySelectorAll(typed)].some((field) => field.value.trim());
}

function take(form, body) {
  const words = [...form.querySelectorAll(typed)].map((field) => body.get(field.name));
  const text = words.filter(Boolean).join(" · ");
  queue.push({ url: form.getAttribute("hx-post"), body: String(body), text, pen: form.id });
  store();
  show("waiting");
  later();
}

// A form is used again at once: without the words that wait, and with a key of its own.
function renew(form, body) {
  for (const field of form.querySelectorAll(typed)) {
    if (field.value !== body.get(field.name)) continue; // written since: it belongs to the next
    field.value = "";
    field.removeAttribute("data-dirty");
  }
  if (form.elements.once) form.elements.once.value = fresh();
}

function fresh() {
  const random = () => crypto.getRandomValues(new Uint8Array(1))[0];
  return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (digit ^ (random() & (15 >> (digit / 4)))).toString(16),
  );
}

// This script comes before sending.js: what waits is never marked as being sent.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if ((!queue.length && navigator.onLine) || !waits(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const body = new URLSearchParams(new FormData(form, event.submitter));
    take(form, body);
    renew(form, body);
  },
  true,
);

// A form that was on its way as the connection went: perhaps it arrived, and its key says so.
document.addEventListener("unsent", (event) => {
  const { form, body } = event.detail;
  if (!waits(form) || !body) return;
  event.preventDefault();
  take(form, body);
  renew(form, body);
});

function later(pause = AGAIN) {
  clearTimeout(again);
  again = setTimeout(send, pause);
}

async function send() {
  if (sending || !queue.length) return;
  sending = true;
  let state = "sent";
  while (queue.length && state === "sent") {
    const [first] = queue;
    const answer = await post(first);
    if (!answer || GATEWAY.includes(answer.status)) state = "waiting";
    else if (isSignedOut(answer)) state = "signed-out";
    else {
      queue.shift();
      store();
      if (!answer.ok) await giveBack(first, answer);
    }
  }
  sending = false;
  if (queue.length) later();
  else document.dispatchEvent(new Event("caught-up"));
  show(state);
}

async function post({ url, body }) {
  const sent = new URLSearchParams(body);
  // Who has signed in again has another token.
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (token) sent.set("csrfmiddlewaretoken", token);
  try {
    return await fetch(url, {
      method: "POST",
      body: sent,
      headers: { "HX-Request": "true" },
      credentials: "same-origin",
      signal: AbortSignal.timeout(LONGEST),
    });
  } catch {
    return null;
  }
}

function isSignedOut(answer) {
  const home = new URL(signIn, location.href).pathname;
  const elsewhere = answer.redirected && new URL(answer.url).pathname.startsWith(home);
  return elsewhere || answer.status === 401 || answer.status === 403;
}

// What the board did not take is not thrown away: it is shown, with why, and may be put back.
async function giveBack({ text, pen }, answer) {
  const place = document.querySelector("[data-waiting-back]");
  if (!place) return;
  const made = new DOMParser().parseFromString(await answer.text(), "text/html");
  const why = made.querySelector(".field-error, .notice[data-color=danger] p, h1");
  const notice = document.getElementById("not-taken").content.firstElementChild.cloneNode(true);
  notice.querySelector("[data-why]").textContent = why?.textContent.trim() ?? "";
  notice.querySelector("[data-text]").textContent = text;
  notice.addEventListener("click", (event) => {
    if (!event.target.closest("button")) return;
    const field = document.getElementById(pen)?.querySelector(typed);
    if (event.target.closest("[data-put-back]") && field) {
      field.value = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    }
    notice.remove();
  });
  place.append(notice);
}

function show(state) {
  const place = document.querySelector("[data-waiting]");
  if (!place) return;
  const told = state === "sent" && !queue.length ? "all-sent" : `${state}-there`;
  const notice = document.getElementById(told)?.content.firstElementChild.cloneNode(true);
  if (!notice) return;
  const list = notice.querySelector("ol");
  for (const { text } of list ? queue : []) {
    list.append(Object.assign(document.createElement("li"), { textContent: text }));
  }
  place.replaceChildren(notice);
  if (told === "all-sent") setTimeout(() => notice.remove(), TOLD);
}

addEventListener("online", () => later(0));
addEventListener("beforeunload", (event) => {
  if (queue.length) event.preventDefault();
});

if (queue.length) {
  show("waiting");
  later(0);
}
