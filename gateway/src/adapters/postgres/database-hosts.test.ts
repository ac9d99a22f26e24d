import assert from "node:assert/strict";
import { test } from "node:test";
import { hostUrls, placeOf } from "./database-hosts.ts";

test("an address with one server is used as it is", () => {
  for (const url of [
    "postgres://u:p@db:5432/sluis?sslmode=require",
    "postgres:///sluis?host=/run",
    "no URL",
  ]) {
    assert.deepEqual(hostUrls(url), [url]);
  }
});

test("an address with several servers becomes one for each, in their order", () => {
  const table: readonly (readonly [string, readonly string[]])[] = [
    ["postgres://u:p@a:1,b:2/x", ["postgres://u:p@a:1/x", "postgres://u:p@b:2/x"]],
    ["postgresql://a,b,c", ["postgresql://a", "postgresql://b", "postgresql://c"]],
    [
      "postgres://u@[::1]:5,b/x?sslmode=require",
      ["postgres://u@[::1]:5/x?sslmode=require", "postgres://u@b/x?sslmode=require"],
    ],
    ["postgres://a,b/x?target_session_attrs=read-write", ["postgres://a/x", "postgres://b/x"]],
    [
      "postgres://a,b/x?target_session_attrs=primary&sslmode=require",
      ["postgres://a/x?sslmode=require", "postgres://b/x?sslmode=require"],
    ],
    [
      "postgres://a,b/x?sslmode=require&target_session_attrs=primary",
      ["postgres://a/x?sslmode=require", "postgres://b/x?sslmode=require"],
    ],
  ];
  for (const [url, expected] of table) assert.deepEqual(hostUrls(url), expected);
});

test("a comma in the password or the options names no second server", () => {
  const url = "postgres://u:a,b@db/x?options=-c%20a,b";
  assert.deepEqual(hostUrls(url), [url]);
});

test("the place of a database is told without user and password", () => {
  assert.equal(placeOf("postgres://u:secret@a:1,b:2/x?sslmode=require"), "a:1,b:2/x");
  assert.equal(placeOf("postgres://u:secret@a/x"), "a/x");
  assert.equal(placeOf("not a database"), "not a URL");
});
