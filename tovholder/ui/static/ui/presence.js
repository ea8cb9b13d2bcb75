// Who is writing: `data-writing="<url>"` on a live board is told when somebody types there, and
// `data-writes="<id>"` is shown for a few seconds when another board's reader does. Nothing of what
// is typed travels, and nothing is kept.

const SHOWN = 6000;
const EVERY = 3000;
const fading = new WeakMap();
let told = -Infinity;

document.addEventListener("writing", ({ detail }) => {
  const place = document.querySelector(`[data-writes="${CSS.escape(detail)}"]`);
  if (!place) return;
  place.hidden = false;
  clearTimeout(fading.get(place));
  fading.set(place, setTimeout(() => (place.hidden = true), SHOWN));
});

document.addEventListener("input", ({ target }) => {
  const board = target.closest("[data-writing]");
  const token = target.form?.elements.csrfmiddlewaretoken?.value;
  if (!board || !token || !target.matches("textarea, input[type=text]")) return;
  if (!navigator.onLine || performance.now() - told < EVERY) return;
  told = performance.now();
  const body = new URLSearchParams({ csrfmiddlewaretoken: token });
  fetch(board.dataset.writing, { method: "POST", body, credentials: "same-origin" }).catch(() => {});
});
