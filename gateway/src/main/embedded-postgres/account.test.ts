import assert from "node:assert/strict";
import { test } from "node:test";
import { StartupError } from "../startup-error.ts";
import { type Account, chooseAccount, invoke, type Situation } from "./account.ts";

/** Answers `--version` for every user: stands for the server program. */
const someProgram = "/bin/cat";
const missing = "/nowhere/unshare";

const choose = (situation: Partial<Situation>): Promise<Account> =>
  chooseAccount({
    ownUid: 0,
    clusterOwner: null,
    dataDir: "/",
    postgres: someProgram,
    unshare: missing,
    ...situation,
  });

test("an ordinary user, and a system without user ids, run PostgreSQL themselves", async () => {
  assert.deepEqual(await choose({ ownUid: 1000 }), { kind: "own" });
  assert.deepEqual(await choose({ ownUid: null }), { kind: "own" });
});

test("a namespace wraps the program, another user is an option of the spawn", () => {
  const inNamespace = invoke({ kind: "namespace", unshare: "unshare" }, "/bin/postgres", ["-D", "x"]);
  assert.equal(inNamespace.command, "unshare");
  assert.deepEqual(inNamespace.args.slice(-4), ["--", "/bin/postgres", "-D", "x"]);
  const asUser = invoke({ kind: "user", uid: 5, gid: 6 }, "/bin/postgres", []);
  assert.equal(asUser.command, "/bin/postgres");
  assert.equal(asUser.options.uid, 5);
  assert.equal(asUser.options.gid, 6);
});

test("PostgreSQL gets none of our environment", () => {
  assert.deepEqual(Object.keys(invoke({ kind: "own" }, "/bin/postgres", []).options.env).toSorted(), [
    "LC_ALL",
    "PATH",
    "TZ",
  ]);
});

// Only root may give a process to another user.
if (process.getuid?.() === 0) {
  test("without user namespaces root hands PostgreSQL to another user", async () => {
    const account = await choose({});
    assert.ok(account.kind === "user" && account.uid !== 0 && account.gid !== 0);
  });

  test("a cluster that belongs to an ordinary user is run by that user", async () => {
    const clusterOwner = { uid: 65534, gid: 65534 };
    assert.deepEqual(await choose({ clusterOwner, unshare: "unshare" }), { kind: "user", ...clusterOwner });
  });

  test("where nobody can run PostgreSQL for root, one sentence says what to do", async () => {
    await assert.rejects(
      choose({ dataDir: "/nowhere" }),
      new StartupError(
        "PostgreSQL does not run as root and no other user may use /nowhere: " +
          "run Sluis as an ordinary user or set DATABASE_URL.",
      ),
    );
  });
}
