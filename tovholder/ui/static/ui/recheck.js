// An open page asks again whether its reader may still see it: when it is looked at, every minute
// while it is, and when it comes back from the browser's history. `data-seen` on the body says
// what it shows and `data-still` whom to ask. Where the answer is no, the content goes at once.

const MINUTE = 60_000;
const SOON = 2_000; // a window that is looked at tells so twice
const LONGEST = 10_000;
const MOST = 12;
const root = document.documentElement;

let asked = -Infinity;
let asking = null;
let covered = null;
const parts = new Map();

// A part that was fetched says what it shows; the last one from each address counts.
addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  const seal = ctx.response.headers.get("Seen");
  if (seal) parts.set(new URL(ctx.response.raw.url).pathname, seal);
});

// A part is not given to whoever has signed out, nor is its page taken to the door.
addEventListener("htmx:before:response", (event) => {
  const { request, response } = event.detail.ctx;
  if (response.status !== 401 || request.method !== "GET") return;
  event.preventDefault();
  recheck();
});

function ask() {
  asked = performance.now();
  asking?.abort();
  asking = new AbortController();
  const { seen, still } = document.body.dataset;
  return fetch(still, {
    headers: { Seen: [...new Set([seen, ...parts.values()])].slice(0, MOST).join(" ") },
    redirect: "manual",
    cache: "no-store",
    signal: AbortSignal.any([asking.signal, AbortSignal.timeout(LONGEST)]),
  });
}

// `otherwise` is what a page does that may not simply stay when there is no clear answer.
async function recheck(otherwise = () => {}) {
  if (!document.body.dataset.seen) return;
  let answer;
  try {
    answer = await ask();
  } catch (lost) {
    // No connection is no answer; the next minute asks again. A newer question speaks for itself.
    if (lost.name !== "AbortError") otherwise();
    return;
  }
  if (answer.type === "opaqueredirect" || answer.status === 401) signedOut();
  else if (answer.status === 404) cover("not-for-you");
  else if (answer.status === 205) less();
  else if (answer.status === 204) mayStay(answer, otherwise);
  else otherwise();
}

function mayStay(answer, otherwise) {
  if (covered) uncover(answer.headers.get("Token"));
  else if (root.hasAttribute("data-unsure")) root.removeAttribute("data-unsure");
  else otherwise();
}

// What somebody is writing is held in memory while they sign in again elsewhere.
function signedOut() {
  if (covered) return;
  const writing = document.querySelector("main [data-dirty]");
  cover(writing ? "signed-out-writing" : "signed-out", Boolean(writing));
  const link = document.querySelector("[data-sign-in-again]");
  const { signIn } = document.body.dataset;
  link.href = writing ? signIn : `${signIn}?next=${encodeURIComponent(location.pathname + location.search)}`;
}

// A part of what the page shows is gone: the door draws it anew.
function less() {
  if (document.querySelector("main [data-dirty]") || covered) cover("not-for-you");
  else location.reload();
}

function cover(why, hold = false) {
  if (covered?.why === why) return;
  document.dispatchEvent(new Event("covered"));
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  document.getElementById("confirm-question").textContent = "";
  const main = document.getElementById("content");
  const held = hold ? { nodes: [...main.childNodes], title: document.title, at: scrollY } : null;
  covered = { why, held };
  const place = document.createElement("div");
  place.className = "frame-width messages";
  place.setAttribute("role", "alert");
  main.replaceChildren(place);
  place.append(document.getElementById(why).content.cloneNode(true));
  document.title = `${place.querySelector("h1").textContent} · Tovholder`;
  root.removeAttribute("data-unsure");
  root.dataset.covered = why;
  scrollTo(0, 0);
}

function uncover(token) {
  const { held } = covered;
  if (!held) return location.reload();
  covered = null;
  delete root.dataset.covered;
  document.getElementById("content").replaceChildren(...held.nodes);
  document.title = held.title;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  scrollTo(0, held.at);
  document.dispatchEvent(new Event("uncovered"));
}

function lookedAt() {
  if (document.visibilityState !== "visible") return;
  if (covered || performance.now() - asked > SOON) recheck();
}

document.addEventListener("visibilitychange", lookedAt);
addEventListener("focus", lookedAt);
setInterval(lookedAt, MINUTE);

// A stream that was closed says that something changed: a page that may stay is drawn anew.
document.addEventListener("recheck", () => recheck(() => location.reload()));

// The browser may keep a page it leaves and show it again: it keeps it covered.
addEventListener("pagehide", (event) => {
  if (event.persisted && document.body.dataset.seen) root.setAttribute("data-unsure", "");
});
addEventListener("pageshow", (event) => {
  if (event.persisted && root.hasAttribute("data-unsure")) recheck(() => location.reload());
});
