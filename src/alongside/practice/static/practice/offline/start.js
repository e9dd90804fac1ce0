// On a worker's pages: gets the device ready for no signal, tells of it when it comes, and sends what waits when it is over.
import { allItems, fact, keeps, setFact } from "./store.js";
import { fetchKey, heldKey, NotNow, passOn } from "./keys.js";
import { sendAll } from "./outbox.js";
import { filled } from "./note_form.js";
import { dropAnswered, guard } from "./writing.js";

const { told: owner } = document.querySelector(`script[src="${new URL(import.meta.url).pathname}"]`).dataset;
const language = document.documentElement.lang;
const { default: words } = await import(`./words-${language}.js`);

const A_LITTLE_LATER = 1200; // whoever only passes through asks for nothing
const PARCEL_LASTS = 5 * 60_000;
const STAYS_AWAKE = 20_000; // a service worker that nobody speaks to for half a minute forgets what it holds

for (const form of document.querySelectorAll("form[data-offline-person]")) guard(form, owner, words);

if (navigator.serviceWorker && (await keeps())) {
  navigator.serviceWorker.register("/contacts/offline/worker.js", { scope: "/" }).catch(() => {});
  await (await caches.open("alongside-language")).put("/contacts/offline/language", new Response(language));
  await dropAnswered();
  setTimeout(refresh, A_LITTLE_LATER);
  window.addEventListener("online", online);
  window.addEventListener("offline", offline);
  window.addEventListener("pagehide", passOn);
  if (!navigator.onLine) offline();
} else {
  document.documentElement.dataset.offline = "unable";
}

async function refresh() {
  try {
    await Promise.race([navigator.serviceWorker.ready, new Promise((done) => setTimeout(done, A_LITTLE_LATER))]);
    const fetched = (await fact("parcelAt")) ?? 0;
    const isStale = Math.abs(Date.now() - fetched) > PARCEL_LASTS;
    if (isStale || !(await heldKey(owner))) {
      await fetchKey(isStale);
      await setFact("parcelAt", Date.now());
    }
    if ((await allItems()).length) tellSent(await sendAll(owner));
    document.documentElement.dataset.offline = "ready";
  } catch (error) {
    document.documentElement.dataset.offline = error instanceof NotNow ? error.needs : "unable";
  }
}

let awake;

function offline() {
  say("no-signal", `${words.noSignal} ${words.whatYouWrite}`, words.writeHere);
  passOn();
  awake ??= setInterval(passOn, STAYS_AWAKE);
}

function online() {
  clearInterval(awake);
  awake = undefined;
  document.querySelector("[data-says=no-signal]")?.remove();
  refresh();
}

function tellSent({ sent }) {
  if (!sent.length) return;
  const isWaiting = sent.some((own) => own.why);
  const all = sent.length === 1 ? words.sentOne : filled(words.sentMany, { count: sent.length });
  const at = isWaiting ? "/contacts/log/" : "";
  say("sent", isWaiting ? `${all} ${words.looksNeeded}` : all, isWaiting ? words.seeThem : "", at);
}

// One line above the page, and a way on.
function say(what, text, action, at = "/contacts/offline/") {
  const line = document.querySelector(`[data-says="${what}"]`) ?? document.createElement("div");
  line.className = "al-notices";
  line.setAttribute("role", "status");
  line.dataset.says = what;
  const notice = document.createElement("p");
  notice.className = "al-notice al-notice--look";
  const said = document.createElement("span");
  said.textContent = `${text} `;
  if (action) {
    const link = document.createElement("a");
    link.href = at;
    link.textContent = action;
    said.append(link);
  }
  notice.append(said);
  line.replaceChildren(notice);
  if (!line.isConnected) (document.querySelector("main .al-page") ?? document.body).prepend(line);
}
