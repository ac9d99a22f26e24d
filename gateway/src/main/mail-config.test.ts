import assert from "node:assert/strict";
import { test } from "node:test";
import { parseSmtpUrl, readMailConfig } from "./mail-config.ts";

const read = (
  environment: Readonly<Record<string, string>>,
  isLive: boolean,
): ReturnType<typeof readMailConfig> =>
  readMailConfig((name) => environment[name] ?? null, { isLive, mailboxPort: 8_025 });

test("a sandbox mails to the simulator", () => {
  const config = read({}, false);
  assert.deepEqual([config?.server.host, config?.server.port], ["127.0.0.1", 8_025]);
});

test("a live house without a mail server sends no mail", () => {
  assert.equal(read({}, true), null);
});

test("a live house with a mail server must say from whom", () => {
  assert.throws(() => read({ SLUIS_SMTP_URL: "smtp://mail.example.com" }, true), /SLUIS_MAIL_FROM/);
});

test("reads user, password, host and port", () => {
  assert.deepEqual(parseSmtpUrl("smtp://us%40er:p%3Aw@mail.example.com:2525", true), {
    host: "mail.example.com",
    port: 2_525,
    isSecure: false,
    requiresTls: true,
    credentials: { user: "us@er", pass: "p:w" },
  });
});

test("smtps is TLS from the first byte, on 465", () => {
  const server = parseSmtpUrl("smtps://mail.example.com", true);
  assert.deepEqual([server?.port, server?.isSecure, server?.requiresTls], [465, true, false]);
});

test("live mode wants STARTTLS unless it is told otherwise", () => {
  assert.equal(parseSmtpUrl("smtp://mail.example.com", true)?.requiresTls, true);
  assert.equal(parseSmtpUrl("smtp://mail.example.com?starttls=optional", true)?.requiresTls, false);
  assert.equal(parseSmtpUrl("smtp://mail.example.com", false)?.requiresTls, false);
});

for (const url of [
  "",
  "mail.example.com",
  "http://mail.example.com",
  "smtp://",
  "smtp://u@h",
  "smtp://h?starttls=no",
]) {
  test(`refuses the address ${JSON.stringify(url)}`, () => {
    assert.equal(parseSmtpUrl(url, true), null);
  });
}

test("a password is never in the sentence that refuses", () => {
  const environment = { SLUIS_SMTP_URL: "http://user:hunter2@mail.example.com", SLUIS_MAIL_FROM: "a@b.nl" };
  assert.throws(
    () => read(environment, true),
    (error: Error) => /SLUIS_SMTP_URL/.test(error.message) && !error.message.includes("hunter2"),
  );
});
