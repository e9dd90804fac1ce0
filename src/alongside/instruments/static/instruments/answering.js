// Answers kept while they are written, and a quick way out. Pages work without: "Next" and "Back" keep them too.
const form = document.querySelector("form[data-draft]");
const state = document.querySelector("[data-draft-state]");
let waits;

async function keep() {
  try {
    const answer = await fetch(form.dataset.draft, { method: "POST", body: new FormData(form), redirect: "error" });
    state.textContent = answer.ok ? form.dataset.kept : form.dataset.notKept;
  } catch {
    state.textContent = form.dataset.notKept;
  }
}

if (form && state) {
  form.addEventListener("input", () => {
    clearTimeout(waits);
    waits = setTimeout(keep, 700);
  });
  form.addEventListener("submit", () => clearTimeout(waits));
}

// Own words and an offered answer to the same question: the last one given is meant.
for (const own of document.querySelectorAll("input[name$='-own']")) {
  const offered = own.closest("fieldset").querySelectorAll("input[type='radio']");
  own.addEventListener("input", () => { if (own.value) for (const one of offered) one.checked = false; });
  for (const one of offered) one.addEventListener("change", () => { if (one.checked) own.value = ""; });
}

// Quick exit: nothing stays in the way back, and Esc three times does the same.
const way = document.querySelector("a[data-leaves]");
let escapes = 0;
const leave = () => location.replace(way.href);
if (way) {
  way.addEventListener("click", (event) => { event.preventDefault(); leave(); });
  document.addEventListener("keydown", (event) => {
    escapes = event.key === "Escape" ? escapes + 1 : 0;
    if (escapes === 3) leave();
  });
}
