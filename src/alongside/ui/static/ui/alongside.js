// Small comforts on pages that work without them. No framework, no storage, no network.

// A refusal or an error summary takes focus: when the page arrives with one, and when htmx swaps one in. After any other
// swap the new heading does, as it would on a new page; on arrival a heading leaves focus where the browser puts it.
function focusFirst(root, ...selectors) {
  for (const selector of selectors) {
    const found = root.matches?.(selector) ? root : root.querySelector(selector);
    if (found) return found.focus();
  }
}
focusFirst(document, "[data-takes-focus]");
document.addEventListener("htmx:afterSettle", (event) => focusFirst(event.target, "[data-takes-focus]", "[data-swap-focus]"));

// A second tap on the same button sends nothing twice. The server holds the same line; this spares the wait.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 8000); // a lost signal must not lock the form
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// On paper nothing stays folded.
let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  for (const fold of opened) fold.open = true;
});
window.addEventListener("afterprint", () => {
  for (const fold of opened) fold.open = false;
  opened = [];
});
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// An amount typed next to a choice means that choice is not meant: choosing "I don't know" empties the field, typing
// into the field takes "I don't know" back.
for (const skip of document.querySelectorAll("[data-empties]")) {
  const field = document.getElementById(skip.dataset.empties);
  if (!field) continue;
  skip.addEventListener("change", () => { if (skip.checked) field.value = ""; });
  field.addEventListener("input", () => { if (field.value) skip.checked = false; });
}
