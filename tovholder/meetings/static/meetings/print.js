// A button that prints the page; without scripts it is not there, and the browser's own is.

for (const button of document.querySelectorAll("[data-print-page]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
