import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { test } from "node:test";
import { createActors } from "./actors.ts";

test("what runs side by side keeps its own actor through everything it awaits", async () => {
  const actors = createActors();
  const seen = await Promise.all(
    ["page", "acquirer"].map((name) =>
      actors.as(name === "page" ? "page" : "acquirer", async () => {
        await setImmediate();
        return actors.current();
      }),
    ),
  );
  assert.deepEqual(seen, ["page", "acquirer"]);
});

test("a request that becomes known deep inside is known to what follows, and to nobody else", async () => {
  const actors = createActors();
  const other = actors.as("page", async () => {
    await setImmediate();
    return actors.current();
  });
  const known = actors.as("nobody", async () => {
    await (async () => {
      await setImmediate();
      actors.become("key/0123456789ab");
    })();
    return actors.current();
  });
  assert.deepEqual(await Promise.all([known, other]), ["key/0123456789ab", "page"]);
  assert.equal(actors.current(), "house");
});
