/**
 * Real clusters in real folders. Goal: whatever state an earlier run left the data
 * folder in, a start either succeeds with the data of before or says in one sentence
 * why not. Method: one cluster is started, stopped, killed and orphaned in turn; the
 * tests build on each other, as the starts of one installation do.
 */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, test } from "node:test";
import { Client } from "pg";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";
import { chooseAccount, run } from "./embedded-postgres/account.ts";
import { findBinaries } from "./embedded-postgres/binaries.ts";
import { choosePort } from "./embedded-postgres/port.ts";
import { findProcess } from "./embedded-postgres/process-table.ts";
import { StartupError } from "./startup-error.ts";

const events: string[] = [];
const record = (event: string): void => void events.push(event);
const log = { info: record, warn: record, error: record };

const folder = await mkdtemp(join(tmpdir(), "sluis-postgres-"));
const dataDir = join(folder, "data");
after(() => rm(folder, { recursive: true }));

const start = (options: { dataDir?: string; port?: number } = {}): Promise<EmbeddedPostgres> =>
  startEmbeddedPostgres({ dataDir, log, ...options });

async function query(databaseUrl: string, sql: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: "array" })).rows.flat();
  } finally {
    await client.end();
  }
}

const storedWords = (postgres: EmbeddedPostgres): Promise<readonly unknown[]> =>
  query(postgres.databaseUrl, "select word from kept order by word");

const refuses = (starting: Promise<unknown>, sentence: RegExp): Promise<void> =>
  assert.rejects(starting, (error) => {
    assert.ok(error instanceof StartupError, String(error));
    assert.match(error.message, sentence);
    assert.doesNotMatch(error.message, /\n/);
    return true;
  });

test("the first start makes the cluster anew where an earlier one was interrupted", async () => {
  await mkdir(join(dataDir, "postgres.initdb", "cluster", "base"), { recursive: true });
  const postgres = await start();
  await query(postgres.databaseUrl, "create table kept (word text)");
  await query(postgres.databaseUrl, "insert into kept values ('first')");
  await assert.rejects(access(join(dataDir, "postgres.initdb")), { code: "ENOENT" });
  await postgres.stop();
});

test("the roles that serve log in, make no table, and get new passwords at the next start", async () => {
  const first = await start();
  for (const [name, url] of Object.entries(first.roleUrls)) {
    assert.deepEqual(await query(url, "select current_user::text"), [`sluis_${name}`]);
    await assert.rejects(query(url, "create table of_mine (id integer)"), { code: "42501" });
  }
  await first.stop();
  const second = await start();
  const stale = new URL(second.roleUrls.app);
  stale.password = new URL(first.roleUrls.app).password;
  // SQLSTATE invalid_password.
  await assert.rejects(query(stale.href, "select 1"), { code: "28P01" });
  await second.stop();
});

test("the server is of version 18, UTF-8, durable, local, and has a password", async () => {
  const postgres = await start();
  const settings = ["server_version_num", "listen_addresses", "unix_socket_directories", "fsync", "TimeZone"];
  const [version, ...rest] = await query(
    postgres.databaseUrl,
    `select ${settings.map((it) => `current_setting('${it}')`).join(", ")}`,
  );
  assert.match(String(version), /^18/);
  assert.deepEqual(rest, ["127.0.0.1", "", "on", "UTC"]);
  assert.deepEqual(
    await query(
      postgres.databaseUrl,
      `select datname, pg_encoding_to_char(encoding), datlocprovider, datlocale
         from pg_database where datname = current_database()`,
    ),
    ["sluis", "UTF8", "b", "C.UTF-8"],
  );
  const wrong = new URL(postgres.databaseUrl);
  wrong.password = "wrong";
  await assert.rejects(query(wrong.href, "select 1"), { code: "28P01" });
  await postgres.stop();
});

test("a later start finds the data of the first", async () => {
  const postgres = await start();
  assert.deepEqual(await storedWords(postgres), ["first"]);
  await postgres.stop();
});

test("password and log can be read by their owner only", async () => {
  for (const name of ["postgres-password", "postgres.log"]) {
    assert.equal((await stat(join(dataDir, name))).mode & 0o777, 0o600, name);
  }
});

test("a stop ends the server, gives the folder free, and may be repeated", async () => {
  const postgres = await start();
  await Promise.all([postgres.stop(), postgres.stop()]);
  await postgres.stop();
  assert.equal(await findProcess(postgres.pid), null);
  await assert.rejects(access(join(dataDir, "sluis.lock")), { code: "ENOENT" });
});

test("a folder in use is refused and its server goes on", async () => {
  const postgres = await start();
  await refuses(start(), new RegExp(`in use by another Sluis \\(process ${process.pid}\\)`));
  assert.deepEqual(await storedWords(postgres), ["first"]);
  await postgres.stop();
});

test("a server killed with all its data open does not hinder the next start", async () => {
  const postgres = await start();
  await query(postgres.databaseUrl, "insert into kept values ('second')");
  process.kill(postgres.pid, "SIGKILL");
  await postgres.stop();
  await access(join(dataDir, "postgres", "postmaster.pid"));
  const next = await start();
  assert.deepEqual(await storedWords(next), ["first", "second"]);
  await next.stop();
});

test("a postmaster.pid whose number now belongs to another program does not hinder a start", async () => {
  await writeFile(join(dataDir, "postgres", "postmaster.pid"), `${process.ppid}\n`);
  await (await start()).stop();
});

test("a server whose Sluis was killed, terminal and all, is stopped and begun anew", async () => {
  const orphan = await startInOtherProcess();
  await refuses(start(), new RegExp(`in use by another Sluis \\(process ${orphan.sluis.pid}\\)`));
  // The whole process group, as a terminal's Ctrl-C reaches it: the server must not be in it.
  assert.ok(orphan.sluis.pid !== undefined);
  process.kill(-orphan.sluis.pid, "SIGKILL");
  await once(orphan.sluis, "exit");
  assert.notEqual(await findProcess(orphan.postgresPid), null);

  const postgres = await start();
  assert.ok(events.includes("postgres.leftover_stopped"));
  assert.equal(await findProcess(orphan.postgresPid), null);
  assert.deepEqual(await storedWords(postgres), ["first", "second"]);
  await postgres.stop();
});

test("a server that Sluis did not start is left alone", async () => {
  const { pgCtl, postgres } = await findBinaries({ system: process.platform, arch: process.arch });
  const ownUid = process.getuid?.() ?? null;
  const account = await chooseAccount({ ownUid, clusterOwner: null, dataDir, postgres, unshare: "unshare" });
  const cluster = ["-D", join(dataDir, "postgres"), "-w"];
  const port = await choosePort(undefined);
  const options = `-c port=${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=`;
  await run(account, pgCtl, ["start", ...cluster, "-l", join(folder, "other.log"), "-o", options]);
  try {
    await refuses(start(), /in use by a PostgreSQL that Sluis did not start \(process \d+\)/);
    await run(account, pgCtl, ["status", "-D", join(dataDir, "postgres")]);
  } finally {
    await run(account, pgCtl, ["stop", ...cluster, "-m", "fast"]);
  }
});

test("a wished port is used, and refused while taken", async () => {
  const holder = createServer().listen(0, "127.0.0.1");
  await once(holder, "listening");
  const address = holder.address();
  assert.ok(address !== null && typeof address === "object");
  await refuses(start({ port: address.port }), new RegExp(`port ${address.port} of 127.0.0.1`));
  holder.close();
  await once(holder, "close");
  const postgres = await start({ port: address.port });
  assert.equal(new URL(postgres.databaseUrl).port, String(address.port));
  await postgres.stop();
});

test("a lost or foreign password is refused without harm", async () => {
  const path = join(dataDir, "postgres-password");
  await rename(path, `${path}.kept`);
  await refuses(start(), /postgres-password is missing: restore it/);
  await writeFile(path, "wrong");
  await refuses(start(), /postgres-password does not fit the cluster/);
  await rename(`${path}.kept`, path);
  await (await start()).stop();
});

test("what PostgreSQL says when it does not start is passed on in one sentence", async () => {
  const path = join(dataDir, "postgres", "postgresql.auto.conf");
  const kept = await readFile(path);
  await writeFile(path, "no_such_setting = 1\n");
  await refuses(
    start(),
    /^PostgreSQL did not start: .*auto\.conf" contains errors \(see .*postgres\.log\)\.$/,
  );
  await writeFile(path, kept);
});

test("the cluster of another major version is refused and not touched", async () => {
  const old = join(folder, "old");
  await mkdir(join(old, "postgres"), { recursive: true });
  await writeFile(join(old, "postgres", "PG_VERSION"), "17\n");
  await refuses(start({ dataDir: old }), /was made by PostgreSQL 17 and this Sluis brings PostgreSQL 18/);
  assert.equal(await readFile(join(old, "postgres", "PG_VERSION"), "utf8"), "17\n");
});

test("a folder named postgres that holds something else is refused and not touched", async () => {
  const other = join(folder, "other");
  await mkdir(join(other, "postgres"), { recursive: true });
  await writeFile(join(other, "postgres", "notes.txt"), "mine");
  await refuses(start({ dataDir: other }), /is not a PostgreSQL data folder/);
  assert.equal(await readFile(join(other, "postgres", "notes.txt"), "utf8"), "mine");
});

test("a data folder that cannot be written is named", async () => {
  const file = join(folder, "file");
  await writeFile(file, "");
  await refuses(start({ dataDir: file }), /The data folder .*file cannot be written \(EEXIST\)/);
  await refuses(start({ dataDir: join(file, "data") }), /cannot be written \(ENOTDIR\)/);
});

/** A Sluis of its own process group, as a shell starts it. */
async function startInOtherProcess(): Promise<{ sluis: ChildProcess; postgresPid: number }> {
  const script = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(import.meta.resolve("./embedded-postgres.ts"))});
    const ignore = () => {};
    const log = { info: ignore, warn: ignore, error: ignore };
    const postgres = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log });
    console.log(postgres.pid);`;
  const sluis = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(createInterface(sluis.stdout), "line");
  return { sluis, postgresPid: Number(line) };
}
