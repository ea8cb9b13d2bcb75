// Lists from the keyboard: in `data-keys`, J and K or the arrows move, Enter opens, and a letter
// presses the button with that `data-key`. The keys rest while somebody types, and they can be
// turned off in the help line.

const OFF = "keys-off";

function typing(element) {
  return element?.matches("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
}

function items() {
  const found = [];
  for (const list of document.querySelectorAll("[data-keys]")) {
    const marked = list.querySelectorAll("[data-keys-item]");
    found.push(...(marked.length ? marked : list.children));
  }
  return found;
}

function current(all) {
  return all.findIndex((item) => item.contains(document.activeElement));
}

function stand(item) {
  document.querySelector("[data-keys-current]")?.removeAttribute("data-keys-current");
  item.setAttribute("data-keys-current", "");
  item.querySelector("a[href], button, input, [tabindex]")?.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}

function press(letter, all) {
  const wanted = `[data-key="${CSS.escape(letter)}"]`;
  const inside = all[current(all)]?.querySelector(wanted);
  const outside = [...document.querySelectorAll(wanted)].find(
    (button) => !all.some((item) => item.contains(button)),
  );
  const button = inside ?? outside;
  button?.click();
  return Boolean(button);
}

// Control and Enter in a long text sends its form: ten decisions in a row without the mouse.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  if (!event.target.matches("textarea") || !event.target.form) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (typing(document.activeElement) || document.querySelector("dialog[open]")) return;
  if (localStorage.getItem(OFF)) return;
  const all = items();
  const at = current(all);
  const letter = event.key.toLowerCase();
  const arrows = at >= 0 || document.activeElement?.matches("[data-keys]");
  const down = letter === "j" || (arrows && event.key === "ArrowDown");
  const up = letter === "k" || (arrows && event.key === "ArrowUp");
  if ((down || up) && all.length) {
    const next = at < 0 ? 0 : Math.min(Math.max(at + (down ? 1 : -1), 0), all.length - 1);
    stand(all[next]);
    event.preventDefault();
  } else if (/^[a-z0-9]$/.test(letter) && press(letter, all)) {
    event.preventDefault();
  }
});

document.addEventListener("focusin", () => {
  const all = items();
  const at = current(all);
  document.querySelector("[data-keys-current]")?.removeAttribute("data-keys-current");
  if (at >= 0) all[at].setAttribute("data-keys-current", "");
});

for (const box of document.querySelectorAll("[data-keys-switch]")) {
  box.hidden = false;
  const choice = box.querySelector("input");
  choice.checked = !localStorage.getItem(OFF);
  choice.addEventListener("change", () => {
    if (choice.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "yes");
  });
}
