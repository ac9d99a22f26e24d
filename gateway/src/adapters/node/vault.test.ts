import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { brandOf, type Card, parseCvc, parseExpiryYymm, parsePan } from "#domain/card/card.ts";
import { Secret } from "#domain/secret.ts";
import { createKeyRing, type DataKey } from "./key-ring.ts";
import { createVault } from "./vault.ts";

const masterKey = (fill: number): Secret<Uint8Array> => new Secret(new Uint8Array(32).fill(fill));
const dataKey = (id: string, fill: number, members: Partial<DataKey> = {}): DataKey => ({
  id,
  accountId: null,
  isRoot: false,
  isCurrent: true,
  key: masterKey(fill),
  ...members,
});
const ringOf = (id: string, fill: number) =>
  createKeyRing({
    keys: [dataKey("root.1", fill, { isRoot: true, isCurrent: false }), dataKey(id, fill)],
    accountOfSite: new Map(),
  });
const vault = createVault(ringOf("house.1", 7));
const context = "attempt:att_1";
const owner = { account: 1 };
const place = { context, owner };

function card(overrides: { pan?: string; holderName?: string | null; cvc?: string | null } = {}): Card {
  const pan = parsePan(overrides.pan ?? "4111111111111111");
  const expiry = parseExpiryYymm("3012");
  assert.ok(pan !== null && expiry !== null);
  const brand = brandOf(pan);
  assert.ok(brand !== null);
  const cvcText = overrides.cvc === undefined ? "123" : overrides.cvc;
  const cvc = cvcText === null ? null : parseCvc(cvcText, brand);
  return { pan, brand, expiry, holderName: overrides.holderName ?? null, cvc };
}

/** deepEqual would compare masks: secrets are compared by what they hold. */
const revealed = (it: Card): unknown => ({ ...it, pan: it.pan.reveal(), cvc: it.cvc?.reveal() ?? null });

test("a sealed card opens to the same card", () => {
  const cards = [
    card({ holderName: "Sam Sample" }),
    card({ pan: "374500000000015", cvc: "1234" }),
    card({ pan: "6799990000000000011", holderName: "Zoë “Z” Ångström", cvc: null }),
    { ...card({ pan: "4462000000000003" }), cobrand: "DANKORT" } as const,
  ];
  for (const original of cards) {
    const opened = vault.openCard(vault.sealCard(original, place), context);
    assert.deepEqual(revealed(opened), revealed(original));
  }
});

test("any text opens to itself under its own context and under no other", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string(), fc.string(), (text, own, other) => {
      const sealed = vault.sealText(new Secret(text.toWellFormed()), { context: own, owner });
      assert.equal(vault.openText(sealed, own).reveal(), text.toWellFormed());
      if (other !== own) assert.throws(() => vault.openText(sealed, other));
    }),
  );
});

test("a ciphertext with any one bit changed does not open", () => {
  const sealed = vault.sealText(new Secret("secret words"), place);
  for (let bit = 0; bit < sealed.ciphertext.byteLength * 8; bit += 1) {
    const ciphertext = Uint8Array.from(sealed.ciphertext);
    ciphertext[bit >> 3] = (ciphertext[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    assert.throws(() => vault.openText({ ...sealed, ciphertext }, context));
  }
});

test("a ciphertext cut short at any length does not open", () => {
  const sealed = vault.sealText(new Secret("secret words"), place);
  for (let length = 0; length < sealed.ciphertext.byteLength; length += 1) {
    const ciphertext = sealed.ciphertext.subarray(0, length);
    assert.throws(() => vault.openText({ ...sealed, ciphertext }, context));
  }
});

test("another data key opens nothing, whether or not the key id was forged", () => {
  const sealed = vault.sealText(new Secret("secret words"), place);
  const other = createVault(ringOf("other.1", 8));
  assert.throws(() => other.openText(sealed, context), /sealed under key house.1/);
  assert.throws(() => other.openText({ ...sealed, keyId: "other.1" }, context));
});

test("a card does not open as a text", () => {
  assert.throws(() => vault.openText(vault.sealCard(card(), place), context));
});

test("a text that is no card does not open as a card, and the error does not show it", () => {
  const sealed = vault.sealText(new Secret('["4111111111111111"]'), place);
  assert.throws(
    () => vault.openCard(sealed, context),
    (error: Error) => !error.message.includes("4111"),
  );
});

test("the ciphertext shows no digit of the card and differs at every seal", () => {
  const first = Buffer.from(vault.sealCard(card(), place).ciphertext);
  const second = Buffer.from(vault.sealCard(card(), place).ciphertext);
  assert.equal(first.includes("4111"), false);
  assert.notDeepEqual(first, second);
});

test("a fingerprint is 64 hex digits, stable, and belongs to text, purpose and root key", () => {
  const number = new Secret("4111111111111111");
  const fingerprint = vault.fingerprint(number, "card");
  assert.match(fingerprint, /^[0-9a-f]{64}$/);
  assert.equal(createVault(ringOf("house.1", 7)).fingerprint(number, "card"), fingerprint);
  assert.notEqual(vault.fingerprint(new Secret("4761340000000019"), "card"), fingerprint);
  assert.notEqual(vault.fingerprint(number, "api-key"), fingerprint);
  assert.notEqual(vault.fingerprint(number, "results-url"), vault.fingerprint(number, "api-key"));
  assert.notEqual(createVault(ringOf("other.1", 8)).fingerprint(number, "card"), fingerprint);
});

test("a fingerprint is known again by text and purpose, and nothing else is taken for one", () => {
  const claim = new Secret("pub.v2.1.1767225600");
  const fingerprint = vault.fingerprint(claim, "api-token");
  assert.equal(vault.isFingerprint(fingerprint, claim, "api-token"), true);
  assert.equal(vault.isFingerprint(fingerprint, claim, "api-key"), false);
  assert.equal(vault.isFingerprint(fingerprint, new Secret("pub.v2.2.1767225600"), "api-token"), false);
  for (const given of ["", "00", "no hex", fingerprint.slice(2), `${fingerprint}00`]) {
    assert.equal(vault.isFingerprint(given, claim, "api-token"), false, given);
  }
});

test("a key of another length is refused", () => {
  const short = dataKey("house.1", 1, { isRoot: true, key: new Secret(new Uint8Array(16)) });
  assert.throws(() => createVault(createKeyRing({ keys: [short], accountOfSite: new Map() })), /32 bytes/);
});

test("an account's newest key seals for it and its sites, the house's for whom nobody knows yet", () => {
  const ring = createKeyRing({
    keys: [
      dataKey("root.1", 1, { isRoot: true, isCurrent: false }),
      dataKey("house.1", 2),
      dataKey("5.1", 3, { accountId: 5, isCurrent: false }),
      dataKey("5.2", 4, { accountId: 5 }),
    ],
    accountOfSite: new Map([[70, 5]]),
  });
  const sealing = createVault(ring);
  const keyIdFor = (whose: { account: number } | { site: number }): string =>
    sealing.sealText(new Secret("x"), { context, owner: whose }).keyId;
  assert.equal(keyIdFor({ account: 5 }), "5.2");
  assert.equal(keyIdFor({ site: 70 }), "5.2");
  assert.equal(keyIdFor({ account: 6 }), "house.1");
  assert.equal(keyIdFor({ site: 71 }), "house.1");
});

test("what was sealed before a rotation opens after it, is sealed again once, and moves to its new context", () => {
  const keys = [
    dataKey("root.1", 1, { isRoot: true, isCurrent: false }),
    dataKey("house.1", 2),
    dataKey("1.1", 3, { accountId: 1 }),
  ];
  const ring = createKeyRing({ keys, accountOfSite: new Map() });
  const rotating = createVault(ring);
  const before = rotating.sealText(new Secret("words"), place);
  const fingerprint = rotating.fingerprint(new Secret("words"), "api-key");
  ring.load({
    keys: [
      ...keys.slice(0, 2),
      dataKey("1.1", 3, { accountId: 1, isCurrent: false }),
      dataKey("1.2", 4, { accountId: 1 }),
    ],
    accountOfSite: new Map(),
  });
  assert.equal(rotating.openText(before, context).reveal(), "words");
  const to = { context: "elsewhere", owner };
  const again = rotating.sealAgain("text", before, { from: context, to });
  assert.ok(again !== null && again.keyId === "1.2");
  assert.equal(rotating.openText(again, "elsewhere").reveal(), "words");
  assert.throws(() => rotating.openText(again, context));
  assert.equal(rotating.sealAgain("text", again, { from: "elsewhere", to }), null);
  assert.equal(rotating.fingerprint(new Secret("words"), "api-key"), fingerprint);
});

test("who meets a key that is not there is refused, and the ring is told", () => {
  let told = 0;
  const ring = createKeyRing(
    { keys: [dataKey("root.1", 1, { isRoot: true })], accountOfSite: new Map() },
    () => (told += 1),
  );
  assert.throws(() => ring.find("5.9"), /sealed under key 5.9/);
  assert.equal(told, 1);
});
