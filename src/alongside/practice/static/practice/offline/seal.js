// Sealing needs the public key alone, so that a page opened without signal can still lock away what is written on it.
// A box: a key made for this box alone on P-256, agreed with the device's public key, through HKDF-SHA-256 to AES-256-GCM.
// The box is bound to the name of what it holds, and filled up to whole blocks, so that its length tells little.
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const INFO = new TextEncoder().encode("alongside offline box 1");
const BLOCK = 1024;

export const importPublic = (jwk) => crypto.subtle.importKey("jwk", jwk, CURVE, true, []);
export const importPrivate = (jwk) => crypto.subtle.importKey("jwk", jwk, CURVE, false, ["deriveBits"]);

async function agreed(privateKey, publicKey, salt) {
  const bits = await crypto.subtle.deriveBits({ name: "ECDH", public: publicKey }, privateKey, 256);
  const material = await crypto.subtle.importKey("raw", bits, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: INFO };
  return crypto.subtle.deriveKey(how, material, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

const named = (name) => new TextEncoder().encode(name);

// name: what the box is of, such as an item's id; content: anything JSON holds.
export async function seal(publicJwk, name, content) {
  const own = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", own.publicKey));
  const key = await agreed(own.privateKey, await importPublic(publicJwk), point);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(content));
  const filled = new Uint8Array(Math.ceil((plain.length + 1) / BLOCK) * BLOCK).fill(32); // blanks after JSON are nothing
  filled.set(plain);
  const how = { name: "AES-GCM", iv, additionalData: named(name) };
  return { point, iv, text: new Uint8Array(await crypto.subtle.encrypt(how, key, filled)) };
}

// Throws for another key, another name, or a box that was touched.
export async function open(privateKey, name, box) {
  const theirs = await crypto.subtle.importKey("raw", box.point, CURVE, true, []);
  const key = await agreed(privateKey, theirs, box.point);
  const how = { name: "AES-GCM", iv: box.iv, additionalData: named(name) };
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, key, box.text)));
}
