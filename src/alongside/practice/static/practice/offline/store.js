// What lies on the device: boxes that wait (each sealed), public keys, and a few plain facts that lead to nobody.
const NAME = "alongside-offline";
let opening;

function database() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("items", { keyPath: "seq", autoIncrement: true });
      request.result.createObjectStore("keys", { keyPath: "key" });
      request.result.createObjectStore("facts");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error ?? new Error("storage is not to be had"));
  });
  opening.catch(() => (opening = undefined));
  return opening;
}

// Resolves once the transaction is on disk, not when the request was taken: a kept note is kept.
async function run(store, mode, work) {
  const db = await database();
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(store, mode, { durability: "strict" });
    const request = work(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? request.error);
  });
}

export const putItem = (item) => run("items", "readwrite", (store) => store.put(item));
export const allItems = () => run("items", "readonly", (store) => store.getAll());
export const dropItem = (seq) => run("items", "readwrite", (store) => store.delete(seq));
export const putKey = (key) => run("keys", "readwrite", (store) => store.put(key));
export const allKeys = () => run("keys", "readonly", (store) => store.getAll());
export const fact = (name) => run("facts", "readonly", (store) => store.get(name));
export const setFact = (name, value) => run("facts", "readwrite", (store) => store.put(value, name));

// Whether this browser keeps anything at all: a private window may not, and a full disk does not.
export async function keeps() {
  try {
    await setFact("probe", Date.now());
    return Boolean(globalThis.crypto?.subtle);
  } catch {
    return false;
  }
}

// The device's own name, made once, for the list of devices.
export async function deviceName() {
  const known = await fact("device");
  if (known) return known;
  const made = crypto.randomUUID();
  await setFact("device", made);
  return made;
}
