import assert from "node:assert/strict";
import { createCipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { merchantApi } from "../support/api.ts";
import { answerChallenge, reachChallenge } from "../support/challenge.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import { numberAt, textAt } from "../support/json.ts";
import { cards, directOrder, newOrderId, redirectOrder } from "../support/orders.ts";
import { leaveCard, newReference, subsequentOrder } from "../support/recurring.ts";
import { startWorld } from "../support/world.ts";

// Goal: the keys that seal can be replaced while shops are served, and a wrong master key breaks nothing. Method: two
// gateways on one database, the command line, the database itself. docs/operations/keys.md.

const firstMaster = randomBytes(32);
const secondMaster = randomBytes(32);
const hex = (key: Buffer): string => key.toString("hex");
const world = await startWorld({
  gatewayEnvironment: { SLUIS_MASTER_KEY: hex(firstMaster), SLUIS_TOKEN_USES_PER_DAY: "9999" },
});
const secondUrl = await world.addGateway();
const folder = await mkdtemp(join(tmpdir(), "data-keys-"));
after(async () => {
  await rm(folder, { recursive: true });
  await world.stop();
});
const { api } = world;
const apis = [api, merchantApi(secondUrl, world.apiKey)];
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);
const me = assertAccepted(await api("GET", "/me"));
const account = numberAt(me, "account_id");
const site = numberAt(me, "site_id");

const run = async (environment: Readonly<Record<string, string>>, ...words: readonly string[]) => {
  const { code, output } = await world.commandLineWith(environment, ...words);
  assert.equal(code, 0, output);
  return output;
};

const reference = newReference();
const token = await leaveCard(api, { reference });
const charge = async (through = api): Promise<void> => {
  const order = assertAccepted(await through("POST", "/orders", subsequentOrder({ token, reference })));
  assert.equal(order["status"], "completed");
};

/** The ids of the keys under which anything is sealed. */
async function keyIds(): Promise<readonly unknown[]> {
  const rows = await world.sql(`
    select key_id from api_key union select key_id from order_file
    union select sealed_key_id from card_token where sealed_card is not null
    union select sealed_key_id from payment_attempt where sealed_card is not null order by 1`);
  return rows.map((row) => row["key_id"]);
}

/** All that matters of the database, in one word. */
async function state(): Promise<unknown> {
  const [row] = await world.sql(`select md5(concat(
    (select string_agg(master_key::text, '' order by id) from master_key),
    (select string_agg(data_key::text, '' order by id) from data_key),
    (select string_agg(concat(fingerprint, sealed), '' order by id) from api_key),
    (select string_agg(card_token::text, '' order by token) from card_token))) as md5`);
  return row?.["md5"];
}

const document = Buffer.from("%PDF-1.7\nSigned by Sam Sample\n%%EOF\n");
const withFiles = newOrderId();
assertAccepted(await api("POST", "/orders", redirectOrder({ order_id: withFiles })));
for (const bytes of [document, Buffer.from("%PDF-1.7\nAnother\n%%EOF\n")]) {
  assertAccepted(
    await api("POST", `/orders/${withFiles}/files`, {
      type: "PDF",
      base64: bytes.toString("base64"),
      name: "proof",
      description: "of delivery",
    }),
  );
}

async function save(id: number, name: string): Promise<Buffer | null> {
  const path = join(folder, name);
  const { code } = await world.commandLine("file", "save", "--id", String(id), "--to", path);
  return code === 0 ? readFile(path) : null;
}

test("keys are rotated while two gateways sell, and what was sealed before stays good", async () => {
  assert.deepEqual(await keyIds(), [`${account}.1`]);
  const created = assertAccepted(await api("POST", "/orders", directOrder({}, { number: cards.visaSecond })));
  const challenge = await reachChallenge(shopper, await shopper.open(textAt(created, "payment_url")));
  const rotation = { isDone: false };
  let sold = 0;
  const rotating = run({}, "keys", "rotate", "--account", String(account)).finally(
    () => (rotation.isDone = true),
  );
  while (!rotation.isDone) {
    for (const through of apis) {
      await charge(through);
      assertAccepted(await through("POST", "/orders", directOrder()));
      sold += 1;
    }
  }
  assert.match(await rotating, /Everything is sealed under the newest keys/);
  assert.ok(sold >= 2);
  assert.deepEqual(await keyIds(), [`${account}.2`]);
  await charge(apis[1]);
  await answerChallenge(shopper, challenge, "Y");
  assert.equal(await statusesOf(api, textAt(created, "order_id")), "completed/completed");
  assert.deepEqual(await save(1, "rotated"), document);
  assert.match(
    await run({}, "keys", "list"),
    new RegExp(`${account}\\.1 .* past .*\n${account}\\.2 .* current`),
  );
});

test("a document does not open in the place of another of its order", async () => {
  const swap = `update order_file set sealed = other.sealed from order_file other
    where order_file.order_key = other.order_key and order_file.id <> other.id`;
  await world.sql(swap);
  assert.equal(await save(1, "swapped"), null);
  await world.sql(swap);
  assert.deepEqual(await save(1, "back"), document);
});

test("what holds no key in plain, nor a hash of one that can be guessed, is the whole database", async () => {
  const tables = await world.sql(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    for (const row of await world.sql(`select * from "${String(name)}"`)) {
      for (const value of Object.values(row)) {
        texts.push(
          ...(Buffer.isBuffer(value)
            ? [value.toString("hex"), value.toString("latin1"), value.toString("base64")]
            : [typeof value === "string" ? value : JSON.stringify(value)]),
        );
      }
    }
  }
  const dump = texts.join("\n");
  assert.ok(dump.includes(`${account}.2`));
  const hashes = ["md5", "sha1", "sha256", "sha512"].flatMap((name) => [
    createHash(name).update(world.apiKey).digest("hex"),
    createHash(name).update(world.apiKey).digest("base64"),
  ]);
  for (const secret of [world.apiKey, hex(firstMaster), firstMaster.toString("base64"), ...hashes]) {
    assert.equal(dump.includes(secret), false);
  }
});

test("another master key, or a lost one, is told in a sentence, and nothing is written", async () => {
  const before = await state();
  const wrong = await world.commandLineWith({ SLUIS_MASTER_KEY: hex(secondMaster) }, "key", "list");
  assert.equal(wrong.code, 1, wrong.output);
  assert.match(wrong.output, /SLUIS_MASTER_KEY is not the key of this database/);
  assert.doesNotMatch(wrong.output, /^\s+at /m);
  const lost = await world.commandLineWith({ SLUIS_MASTER_KEY: "", SLUIS_DATA_DIR: folder }, "key", "list");
  assert.equal(lost.code, 1, lost.output);
  assert.match(lost.output, /master-key is gone/);
  assert.ok(!(await readdir(folder)).includes("master-key"));
  await assert.rejects(
    world.restartGateway({ SLUIS_MASTER_KEY: hex(secondMaster) }),
    /SLUIS_MASTER_KEY is not the key of this database/,
  );
  await world.restartGateway();
  assert.equal(await state(), before);
  await assert.rejects(world.sql("delete from data_key"), /never deleted/);
  await charge();
});

test("the master key is replaced while gateways serve, and the one before is then of no use", async () => {
  const both = { SLUIS_MASTER_KEY: hex(secondMaster), SLUIS_MASTER_KEY_PREVIOUS: hex(firstMaster) };
  await world.restartGateway(both);
  await charge();
  assert.match(await run(both, "keys", "rotate-master"), /holds the house instead of/);
  await Promise.all(apis.map((through) => charge(through)));
  const again = await world.commandLineWith(both, "keys", "rotate-master");
  assert.equal(again.code, 1, again.output);
  const old = await world.commandLine("keys", "list");
  assert.match(old.output, /SLUIS_MASTER_KEY is not the key of this database/);
  const alone = { SLUIS_MASTER_KEY: hex(secondMaster) };
  await world.restartGateway(alone);
  await charge();
  await run(alone, "keys", "rotate");
  assert.deepEqual(await keyIds(), [`${account}.3`]);
  await charge();
});

/** As the version before data keys sealed and hashed: directly with what the master key derives. */
function sealedAsBefore(text: string, context: string): Buffer {
  const key = Buffer.from(hkdfSync("sha256", firstMaster, "", "sluis/v1/text", 32));
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.concat([Buffer.of(1), Buffer.from(context)]));
  return Buffer.concat([Buffer.of(1), nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}

test("a database from before data keys goes on under its master key, and its rows move to their account's", async () => {
  await world.killGateway();
  const key = randomBytes(20).toString("hex");
  const hashing = Buffer.from(hkdfSync("sha256", firstMaster, "", "sluis/v1/fingerprint/api-key", 32));
  await world.sql(`drop table data_key, master_key; drop function refuse_data_key_loss;
    drop index payment_attempt_sealed; delete from migration where name like '%-data-keys';
    delete from order_file; delete from card_token; update payment_attempt set sealed_card = null, sealed_key_id = null;
    delete from api_key`);
  await world.sql(
    `insert into api_key (fingerprint, site_id, key_id, sealed, signs_from)
     values ($1, $2, $3, $4, now() + interval '1 year')`,
    [
      createHmac("sha256", hashing).update(key).digest("hex"),
      site,
      createHash("sha256").update(firstMaster).digest("hex").slice(0, 8),
      sealedAsBefore(key, `site:${site}`),
    ],
  );
  await assert.rejects(
    world.restartGateway({ SLUIS_MASTER_KEY: hex(secondMaster) }),
    /SLUIS_MASTER_KEY is not the key of this database/,
  );
  assert.deepEqual(await world.sql("select from master_key"), []);
  await world.restartGateway();
  const shop = merchantApi(world.gatewayUrl, key);
  const told = async (): Promise<unknown> => assertAccepted(await shop("GET", `/sites/${site}`))["api_key"];
  assert.equal(await told(), key);
  await run({}, "keys", "resume");
  assert.deepEqual(await keyIds(), [`${account}.1`]);
  assert.equal(await told(), key);
});
