// The page that opens without signal, and the same with signal: what waits, whom one sees today, and a note to write.
import { dropItem, fact, keeps } from "./store.js";
import { heldKey, parcel as openParcel, passOn } from "./keys.js";
import { keep, sendAll, waiting } from "./outbox.js";
import { fill, filled, justNow, typedIn } from "./note_form.js";
import { showToday, showWaiting } from "./list.js";

const { default: words } = await import(`./words-${document.documentElement.lang}.js`);
const part = (name) => document.querySelector(`[data-part="${name}"]`);
const form = part("note");
const owner = part("lists").dataset.owner || undefined; // with signal the page says whose it is
let parcel;
let writing; // what is being written: { token, hand, since, person, name }

const PROBE_EVERY = 15_000;

async function hasSignal() {
  try {
    return (await fetch("/health/live", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

// One look after the other: each ends before the next begins, and none is left out.
let looks = Promise.resolve();
const look = () => (looks = looks.then(lookOnce, lookOnce));

async function lookOnce() {
  const online = await hasSignal();
  if (part("no-signal")) part("no-signal").hidden = online;
  if (part("signal")) part("signal").hidden = !online;
  if (online && form.hidden) {
    const { sent, stopped } = await sendAll(owner);
    tell(sent, stopped);
  }
  await refresh();
  passOn();
}

function tell(sent, stopped) {
  if (stopped === "sign-in") return say(words.signInToSend, words.signIn, "/account/sign-in/?next=/contacts/offline/");
  if (stopped === "role" || stopped === "person") return say(words.notOpenToYou);
  if (!sent.length) return; // what was said before still holds
  const all = sent.length === 1 ? words.sentOne : filled(words.sentMany, { count: sent.length });
  if (sent.some((own) => own.why)) return say(`${all} ${words.looksNeeded}`, words.seeThem, "/contacts/log/");
  say(all, words.backToDay, "/home/");
}

function say(text, action = "", at = "") {
  const line = part("said");
  line.replaceChildren();
  line.hidden = !text;
  const said = document.createElement("span");
  said.textContent = `${text} `;
  if (action) {
    const link = document.createElement("a");
    link.href = at;
    link.textContent = action;
    said.append(link);
  }
  line.append(said);
}

async function refresh() {
  parcel = await openParcel(owner).catch(() => undefined);
  showToday(part("today"), parcel, words, begin);
  showWaiting(part("waits"), await waiting(owner), words, {
    change: (own) => begin({ ...own.content, typed: own.content.typed }),
    remove: async (own) => {
      await dropItem(own.seq);
      await refresh();
    },
  });
  const clock = await fact("clock");
  const off = part("clock");
  off.hidden = Math.abs(clock?.ahead ?? 0) < 600;
  off.textContent = filled(clock?.ahead > 0 ? words.clockFast : words.clockSlow, { much: much(clock?.ahead ?? 0) });
  document.documentElement.dataset.offlinePage = parcel ? "open" : "locked";
}

function much(seconds) {
  const minutes = Math.round(Math.abs(seconds) / 60);
  const [value, unit] = minutes < 120 ? [minutes, "minute"] : minutes < 2880 ? [minutes / 60, "hour"] : [minutes / 1440, "day"];
  const how = { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 0 };
  return new Intl.NumberFormat(document.documentElement.lang, how).format(value);
}

// Begins a note: of a plan, of one that waits, or of somebody still to be named.
async function begin(of) {
  const clock = (await fact("clock")) ?? { ahead: 0 };
  const lists = (values) => Object.fromEntries(Object.entries(values).map(([name, own]) => [name, [own].flat()]));
  const typed = of ? lists(of.typed) : justNow(clock);
  writing = {
    token: of?.token ?? crypto.randomUUID(),
    hand: of?.hand ?? crypto.randomUUID(),
    since: of?.since ?? "",
    person: of?.person ?? 0,
    name: of?.name ?? "",
  };
  form.reset();
  fill(form, typed);
  nameThem(of);
  form.hidden = false;
  part("lists").hidden = true;
  part("note-title").focus();
}

// A name that is known stands as it is; else one of the list, where it can be opened; else a word in one's own hand.
function nameThem(of) {
  const people = parcel?.people ?? [];
  part("known").textContent = of?.name ?? "";
  part("known").hidden = !of?.name;
  part("choose").hidden = Boolean(of?.name) || !people.length;
  part("say").hidden = Boolean(of?.name) || Boolean(people.length);
  const options = people.map((own) => new Option(own.name, String(own.id)));
  form.elements.person.replaceChildren(new Option("—", ""), ...options);
  form.elements.who.value = of?.who ?? "";
  if (of?.who && people.length) {
    const same = people.find((own) => own.name.toLowerCase() === of.who.trim().toLowerCase());
    if (same) form.elements.person.value = String(same.id);
    part("known").textContent = of.who;
    part("known").hidden = false;
  }
}

function problem() {
  const typed = typedIn(form);
  if (!writing.person && !form.elements.person.value && !form.elements.who.value.trim()) return words.needsWho;
  if (!typed.day?.[0] || !typed.begins?.[0] || !typed.ends?.[0]) return words.needsTimes;
  if (!typed.did?.length && !typed.line?.[0]?.trim()) return words.needsLine;
  return "";
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const signs = event.submitter?.name !== "draft";
  const wrong = signs ? problem() : "";
  if (wrong) return complain(wrong);
  const person = writing.person || Number(form.elements.person.value) || 0;
  const name = writing.name || (person ? parcel?.people.find((own) => own.id === person)?.name : "") || "";
  const who = form.elements.who.value.trim();
  try {
    await keep({ ...writing, person, name, who, signs, typed: typedIn(form) }, (await heldKey(owner))?.owner ?? owner);
  } catch {
    return complain(words.keepsNothing);
  }
  close();
  say(words.savedHere);
  await look();
});

function complain(text) {
  part("wrong").hidden = false;
  part("wrong").textContent = text;
  part("wrong").focus();
}

function close() {
  form.hidden = true;
  part("wrong").hidden = true;
  part("lists").hidden = false;
  part("waits").querySelector("h2").focus();
}

part("back").addEventListener("click", close);

if (await keeps()) {
  await look();
  window.addEventListener("online", look);
  window.addEventListener("pagehide", passOn);
  setInterval(() => (document.hidden ? passOn() : form.hidden ? look() : passOn()), PROBE_EVERY);
} else {
  part("lists").hidden = true;
  part("unable").hidden = false;
}
