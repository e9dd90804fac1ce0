// Who holds the key: this page, in memory, and the service worker, in memory, so that it lives from one page to the next.
// It is never written down. With signal it is asked for by whoever is signed in; without, only an open page has it.
import { allKeys, deviceName, fact, putKey, setFact } from "./store.js";
import { importPrivate, open, seal } from "./seal.js";

let held; // { key, owner, private, given, until }

// Somebody signs in or out in this browser: no page goes on with the key it had.
navigator.serviceWorker?.addEventListener("message", (event) => {
  if (event.data?.what === "forget") held = undefined;
});

function worker() {
  return navigator.serviceWorker?.controller ?? null;
}

function ask(message) {
  const to = worker();
  if (!to) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const late = setTimeout(() => resolve(undefined), 1500);
    port1.onmessage = (event) => {
      clearTimeout(late);
      resolve(event.data);
    };
    to.postMessage(message, [port2]);
  });
}

// The key that is held, if any: for the owner named, or whoever's it is.
export async function heldKey(owner) {
  held ??= await ask({ what: "ask" });
  if (held && (held.until < Date.now() || (owner && held.owner !== owner))) held = undefined;
  return held;
}

export function passOn() {
  if (held) worker()?.postMessage({ what: "hold", held });
}

export function forget() {
  held = undefined;
  worker()?.postMessage({ what: "forget" });
}

// A lapsed session, a role that ended, or no signal: says which, and changes nothing.
export class NotNow extends Error {
  constructor(needs, says = "") {
    super(needs);
    this.needs = needs;
    this.says = says;
  }
}

// From a form of this page, since signing in changes it; the page kept on the device has none, and takes the cookie's.
function token() {
  const field = document.querySelector("input[name=csrfmiddlewaretoken]")?.value;
  return field || (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "");
}

export async function post(address, told) {
  let response;
  try {
    response = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
      body: JSON.stringify(told),
      cache: "no-store",
      redirect: "error",
    });
  } catch {
    throw new NotNow("signal");
  }
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  throw new NotNow(answer.needs ?? (response.status >= 500 ? "signal" : "sign-in"), answer.says);
}

// Asks for the key and today's parcel. Throws NotNow.
export async function fetchKey(fresh = false) {
  const parcel = fresh ? "" : ((await fact("parcel"))?.day ?? "");
  const told = await post("/contacts/offline/open/", { device: await deviceName(), parcel, fresh });
  for (const old of await allKeys()) {
    if (old.owner === told.owner && old.key !== told.key) await putKey({ ...old, ended: true });
  }
  await putKey({ key: told.key, owner: told.owner, public: told.public, ended: false });
  await setFact("newest", told.key);
  await setFact("clock", { ahead: Math.round((Date.now() - Date.parse(told.now)) / 1000), zone: told.zone });
  const given = Date.now();
  const until = given + told.lasts * 1000;
  held = { key: told.key, owner: told.owner, private: await importPrivate(told.private), given, until };
  if (told.parcel) {
    const box = await seal(told.public, "parcel", told.parcel);
    await setFact("parcel", { key: told.key, day: told.parcel.day, box });
  }
  passOn();
  return held;
}

// The public key to seal with: of the owner named, else of who was here last. Undefined where nobody ever was.
export async function sealingKey(owner) {
  const newest = await fact("newest");
  const keys = (await allKeys()).filter((own) => !own.ended);
  return keys.find((own) => (owner ? own.owner === owner : own.key === newest));
}

// Today's parcel, where the key is held; else nothing.
export async function parcel(owner) {
  const kept = await fact("parcel");
  const key = await heldKey(owner);
  if (!kept || key?.key !== kept.key) return undefined;
  return open(key.private, "parcel", kept.box);
}
