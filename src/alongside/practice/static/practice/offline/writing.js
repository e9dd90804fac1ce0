// The form of a note on the site's own page: what is signed is locked away first and then sent, so that a lost signal, a
// lapsed session or a closed tab loses nothing; what cannot be kept while it is typed is kept here.
import { drop, keep } from "./outbox.js";
import { clockWords, filled, typedIn } from "./note_form.js";

const SENT = "alongside-note-sent"; // in this tab: which hand was sent from which page

function written(form, signs) {
  const { offlinePerson: person, offlineName: name } = form.dataset;
  const [token, hand, since] = ["token", "hand", "since"].map((own) => form.elements[own]?.value ?? "");
  return { person: Number(person), name, token, hand, since, signs, typed: typedIn(form) };
}

// The server answered what this tab sent: it has the words, or the form is here again with them.
export async function dropAnswered() {
  const sent = JSON.parse(sessionStorage.getItem(SENT) ?? "null");
  if (!sent) return;
  sessionStorage.removeItem(SENT);
  const from = document.referrer ? new URL(document.referrer) : undefined;
  if (from?.origin === location.origin && from.pathname === sent.path) await drop(sent.hand);
}

export function guard(form, owner, words) {
  const language = document.documentElement.lang;
  const kept = form.querySelector("#kept");
  let passes = false;

  form.addEventListener("submit", async (event) => {
    if (passes) return (passes = false);
    event.preventDefault();
    const { submitter } = event;
    try {
      const note = written(form, submitter?.name !== "draft");
      await keep(note, owner);
      sessionStorage.setItem(SENT, JSON.stringify({ hand: note.hand, path: location.pathname }));
    } catch {
      if (!navigator.onLine) return tell(form, words.keepsNothing);
    }
    passes = true;
    form.requestSubmit(submitter);
  });

  const keepDraft = async () => {
    try {
      await keep(written(form, false), owner);
      if (kept) kept.textContent = filled(words.keptHere, { at: clockWords(language) });
    } catch {
      tell(form, words.keepsNothing);
    }
  };
  form.addEventListener("htmx:sendError", keepDraft);
  form.addEventListener("htmx:beforeSwap", (event) => {
    const { status } = event.detail.xhr;
    if (event.target === kept && status === 200) drop(form.elements.hand?.value); // the server has it
  });
  form.addEventListener("htmx:beforeOnLoad", (event) => {
    if (event.detail.elt === form && event.detail.xhr.status >= 400) keepDraft(); // signed out, or the server is not well
  });
}

function tell(form, words) {
  let said = form.querySelector("[data-offline-said]");
  if (!said) {
    said = document.createElement("div");
    said.className = "al-refusal";
    said.setAttribute("role", "alert");
    said.tabIndex = -1;
    said.dataset.offlineSaid = "";
    form.prepend(said);
  }
  said.textContent = words;
  said.focus();
}
