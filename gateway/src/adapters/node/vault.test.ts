import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { brandOf, type Card, parseCvc, parseExpiryYymm, parsePan } from "#domain/card/card.ts";
import { Secret } from "#domain/secret.ts";
import { createVault } from "./vault.ts";

const masterKey = (fill: number): Secret<Uint8Array> => new Secret(new Uint8Array(32).fill(fill));
const vault = createVault(masterKey(7), "0a0a0a0a");
const context = "attempt:att_1";

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
    const opened = vault.openCard(vault.sealCard(original, context), context);
    assert.deepEqual(revealed(opened), revealed(original));
  }
});

test("any text opens to itself under its own context and under no other", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string(), fc.string(), (text, own, other) => {
      const sealed = vault.sealText(new Secret(text.toWellFormed()), own);
      assert.equal(vault.openText(sealed, own).reveal(), text.toWellFormed());
      if (other !== own) assert.throws(() => vault.openText(sealed, other));
    }),
  );
});

test("a ciphertext with any one bit changed does not open", () => {
  const sealed = vault.sealText(new Secret("secret words"), context);
  for (let bit = 0; bit < sealed.ciphertext.byteLength * 8; bit += 1) {
    const ciphertext = Uint8Array.from(sealed.ciphertext);
    ciphertext[bit >> 3] = (ciphertext[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    assert.throws(() => vault.openText({ ...sealed, ciphertext }, context));
  }
});

test("a ciphertext cut short at any length does not open", () => {
  const sealed = vault.sealText(new Secret("secret words"), context);
  for (let length = 0; length < sealed.ciphertext.byteLength; length += 1) {
    const ciphertext = sealed.ciphertext.subarray(0, length);
    assert.throws(() => vault.openText({ ...sealed, ciphertext }, context));
  }
});

test("another master key opens nothing, whether or not the key id was forged", () => {
  const sealed = vault.sealText(new Secret("secret words"), context);
  const other = createVault(masterKey(8), "0b0b0b0b");
  assert.throws(() => other.openText(sealed, context), /sealed under key 0a0a0a0a/);
  assert.throws(() => other.openText({ ...sealed, keyId: "0b0b0b0b" }, context));
});

test("a card does not open as a text", () => {
  assert.throws(() => vault.openText(vault.sealCard(card(), context), context));
});

test("a text that is no card does not open as a card, and the error does not show it", () => {
  const sealed = vault.sealText(new Secret('["4111111111111111"]'), context);
  assert.throws(
    () => vault.openCard(sealed, context),
    (error: Error) => !error.message.includes("4111"),
  );
});

test("the ciphertext shows no digit of the card and differs at every seal", () => {
  const first = Buffer.from(vault.sealCard(card(), context).ciphertext);
  const second = Buffer.from(vault.sealCard(card(), context).ciphertext);
  assert.equal(first.includes("4111"), false);
  assert.notDeepEqual(first, second);
});

test("a fingerprint is 64 hex digits, stable, and belongs to text, purpose and master key", () => {
  const number = new Secret("4111111111111111");
  const fingerprint = vault.fingerprint(number, "card");
  assert.match(fingerprint, /^[0-9a-f]{64}$/);
  assert.equal(createVault(masterKey(7), "0a0a0a0a").fingerprint(number, "card"), fingerprint);
  assert.notEqual(vault.fingerprint(new Secret("4761340000000019"), "card"), fingerprint);
  assert.notEqual(vault.fingerprint(number, "api-key"), fingerprint);
  assert.notEqual(vault.fingerprint(number, "results-url"), vault.fingerprint(number, "api-key"));
  assert.notEqual(createVault(masterKey(8), "0b0b0b0b").fingerprint(number, "card"), fingerprint);
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

test("a master key of another length is refused", () => {
  assert.throws(() => createVault(new Secret(new Uint8Array(16)), "00000000"), /32 bytes/);
});
