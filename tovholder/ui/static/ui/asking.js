// A question before something that cannot be undone: `data-confirm="<question>"` on a button.
// And two small kindnesses of the menu: Escape and a click beside it close it.

const dialog = document.getElementById("confirm");

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-confirm]");
  if (!button || button.dataset.confirmed || !dialog?.showModal) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  document.getElementById("confirm-question").textContent = button.dataset.confirm;
  dialog.returnValue = "";
  dialog.addEventListener(
    "close",
    () => {
      if (dialog.returnValue !== "yes") return;
      button.dataset.confirmed = "yes";
      button.click();
      delete button.dataset.confirmed;
    },
    { once: true },
  );
  dialog.showModal();
}, true);

const menu = document.querySelector("details.menu");

document.addEventListener("click", (event) => {
  if (menu?.open && !menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu?.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
