import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { largestLogo, parseLogo } from "./logo-file.ts";

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex.replaceAll(" ", ""), "hex"));
const sizeOf = (file: Uint8Array): string => {
  const logo = parseLogo(file);
  return logo.ok ? `${logo.value.type} ${logo.value.width}x${logo.value.height}` : logo.refusal;
};

const png = (width: string, height: string): Uint8Array =>
  bytes(`89504e470d0a1a0a 0000000d 49484452 ${width} ${height} 08 06 00 00 00 00000000`);
const padding = "00".repeat(12);

test("the size is read from the header of PNG, JPEG and each kind of WebP", () => {
  assert.equal(sizeOf(png("000000f0", "00000050")), "png 240x80");
  // A comment before the frame header, as cameras and editors write one.
  assert.equal(sizeOf(bytes(`ffd8 fffe 0004 4142 ffc0 0011 08 0050 00f0 03 ${padding}`)), "jpeg 240x80");
  assert.equal(
    sizeOf(bytes(`52494646 1a000000 57454250 56503858 0a000000 00000000 ef0000 4f0000`)),
    "webp 240x80",
  );
  assert.equal(
    sizeOf(bytes(`52494646 1a000000 57454250 5650384c 0e000000 2f efc01300 ${padding}`)),
    "webp 240x80",
  );
  assert.equal(
    sizeOf(bytes(`52494646 1a000000 57454250 56503820 0e000000 000000 9d012a f000 5000 ${padding}`)),
    "webp 240x80",
  );
});

test("what is no picture of these kinds is refused, whatever it calls itself", () => {
  const texts = ["", "<svg xmlns='http://www.w3.org/2000/svg'/>", "GIF89a", "<!doctype html>", "\u0089PNG"];
  for (const text of texts) assert.equal(sizeOf(new TextEncoder().encode(text)), "no-picture", text);
  assert.equal(sizeOf(png("00000000", "00000050")), "no-picture");
  assert.equal(sizeOf(bytes("ffd8 ffe0 0002 ffd9")), "no-picture");
});

test("a picture that is too heavy or unfolds too far is refused", () => {
  const heavy = new Uint8Array(largestLogo + 1);
  heavy.set(png("000000f0", "00000050"));
  assert.equal(sizeOf(heavy), "too-large");
  assert.equal(sizeOf(heavy.subarray(0, largestLogo)), "png 240x80");
  assert.equal(sizeOf(png("000007d1", "00000001")), "too-many-pixels");
  assert.equal(sizeOf(png("ffffffff", "00000001")), "too-many-pixels");
});

test("no bytes make the reading fail or never end", () => {
  const beginnings = ["89504e470d0a1a0a", "ffd8ffe0", "ffd8ffc0", "524946460000000057454250565038"].map(
    bytes,
  );
  fc.assert(
    fc.property(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 200 }), (start, rest) => {
      parseLogo(new Uint8Array([...start, ...rest]));
    }),
    { seed: 20_261_121, numRuns: 500 },
  );
});
