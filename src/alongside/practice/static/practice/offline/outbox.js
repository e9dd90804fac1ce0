// The notes that wait: sealed when they are kept, opened when they are sent or changed, dropped once the server has them.
import { allItems, allKeys, dropItem, fact, putItem } from "./store.js";
import { fetchKey, forget, heldKey, NotNow, post, sealingKey } from "./keys.js";
import { open, seal } from "./seal.js";

// Keeps one thing under the public key; in the place of what the same hand kept before. Throws where nothing can be kept.
// written: { person, who, name, token, hand, since, signs, typed }
export async function keep(written, owner) {
  const key = await sealingKey(owner);
  if (!key) throw new Error("no key was ever given on this device");
  const before = (await allItems()).find((own) => own.hand === written.hand);
  const clock = (await fact("clock")) ?? { ahead: 0 };
  const item = crypto.randomUUID(); // another wording is another item: what arrived once is not sent for another
  const content = { ...written, written_at: new Date().toISOString(), ahead: clock.ahead };
  const kept = { item, key: key.key, hand: written.hand, box: await seal(key.public, item, content) };
  return putItem(before ? { ...kept, seq: before.seq } : kept);
}

export async function drop(hand) {
  for (const own of await allItems()) if (own.hand === hand) await dropItem(own.seq);
}

// What waits, told apart: mine and open, mine and locked, of another account, unreadable for good.
export async function waiting(owner) {
  const key = await heldKey(owner);
  const keys = new Map((await allKeys()).map((own) => [own.key, own]));
  const newest = await fact("newest");
  const me = owner ?? key?.owner ?? keys.get(newest)?.owner;
  const found = { open: [], locked: [], ofAnother: 0, unreadable: [] };
  for (const own of await allItems()) {
    const its = keys.get(own.key);
    if (!its || its.owner !== me) found.ofAnother += 1;
    else if (its.ended) found.unreadable.push(own);
    else if (key?.key !== own.key) found.locked.push(own);
    else found.open.push({ ...own, content: await open(key.private, own.item, own.box) });
  }
  return found;
}

// Sends what waits, one after the other, from one tab at a time. Gives what became of each; stops at the first that could
// not be sent, and leaves it and the rest as they are. What nobody is named for stays, and holds up nothing behind it.
export async function sendAll(owner) {
  const work = async () => {
    const sent = [];
    if (!(await allItems()).length) return { sent, stopped: "" };
    try {
      const key = (await heldKey(owner)) ?? (await fetchKey());
      const { open: items } = await waiting(key.owner);
      for (const own of items) {
        const { content } = own;
        if (!content.person) continue;
        const { person, token, hand, since, signs, typed, written_at, ahead } = content;
        const told = { key: own.key, item: own.item, person, token, hand, since, signs, typed, written_at, ahead };
        const answer = await post("/contacts/offline/take/", { ...told, sent_at: new Date().toISOString() });
        await dropIfSame(own);
        sent.push(answer);
      }
      return { sent, stopped: "" };
    } catch (error) {
      if (error instanceof NotNow && error.needs === "key") forget(); // taken off the list, or another account is here
      if (error instanceof NotNow) return { sent, stopped: error.needs, says: error.says };
      throw error;
    }
  };
  return navigator.locks ? navigator.locks.request("alongside-outbox", work) : work();
}

// A wording that was changed while it was on its way stays: it goes as the next.
async function dropIfSame(own) {
  const now = (await allItems()).find((other) => other.seq === own.seq);
  if (now?.item === own.item) await dropItem(own.seq);
}
