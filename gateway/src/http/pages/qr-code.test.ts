import assert from "node:assert/strict";
import { test } from "node:test";
import { qrModules, qrSvg } from "./qr-code.ts";

// Goal: the image is the code and the code is the address. Method: read the drawing back into modules, and the modules back
// into text by the rules of ISO/IEC 18004, with nothing of the library that made them.

const address = "https://pay.example.com/connect/dKLzdocJ2isAjIhKtJ0RlgLKOmxgJTeKdNn/?lang=nl_NL";

/** The image as dark squares on a grid, quiet zone included: every stroke of the path laid down on paper. */
function paperOf(svg: string): boolean[][] {
  const size = Number(/viewBox="0 0 (\d+) \d+"/.exec(svg)?.[1]);
  const paper = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  const [, strokes = ""] = /<path d="([^"]*)"/.exec(svg) ?? [];
  for (const [, x, y, length] of strokes.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let step = 0; step < Number(length); step += 1) {
      const row = paper[Number(y)];
      assert.ok(
        row !== undefined && row[Number(x) + step] === false,
        "a module is drawn once, inside the image",
      );
      row[Number(x) + step] = true;
    }
  }
  return paper;
}

test("the drawing is the code, with four light modules all around", () => {
  const modules = qrModules(address);
  const paper = paperOf(qrSvg(address, "A code"));
  const framed = paper.map((row, y) => row.map((_, x) => modules[y - 4]?.[x - 4] ?? false));
  assert.deepEqual(paper, framed);
  assert.equal(paper.length, modules.length + 8);
});

test("the code says its level, and read by the standard it says the address", () => {
  const code = readerOf(qrModules(address));
  assert.equal(code.level, "Q");
  assert.equal(code.text, address);
});

test("an address of another length or script is read back too", () => {
  for (const text of ["https://a.example/connect/x/", `${address}&gateway=IDEAL`]) {
    assert.equal(readerOf(qrModules(text)).text, text);
  }
});

test("one path, named for who cannot see it, and nothing of a shop's name runs in it", () => {
  const svg = qrSvg(address, `A "shop" <script>&\u0001`);
  assert.equal(svg.match(/<path/g)?.length, 1);
  assert.match(svg, /role="img" aria-label="A &quot;shop&quot; &lt;script&gt;&amp;"/);
  assert.match(svg, /<rect [^>]*fill="#fff"\/>/);
});

/** Error correction blocks of level Q by version (ISO/IEC 18004, table 9): [count, codewords of text each], and of correction. */
const blocksOfQ: Readonly<
  Record<number, { readonly blocks: readonly number[]; readonly correction: number }>
> = {
  2: { blocks: [22], correction: 22 },
  3: { blocks: [17, 17], correction: 18 },
  4: { blocks: [24, 24], correction: 26 },
  5: { blocks: [15, 15, 16, 16], correction: 18 },
  6: { blocks: [19, 19, 19, 19], correction: 24 },
  7: { blocks: [14, 14, 15, 15, 15, 15], correction: 18 },
  8: { blocks: [18, 18, 18, 18, 19, 19], correction: 22 },
  9: { blocks: [16, 16, 16, 16, 17, 17, 17, 17], correction: 20 },
};
const alignments: Readonly<Record<number, readonly number[]>> = {
  2: [6, 18],
  3: [6, 22],
  4: [6, 26],
  5: [6, 30],
  6: [6, 34],
  7: [6, 22, 38],
  8: [6, 24, 42],
  9: [6, 26, 46],
};
const masks: readonly ((row: number, column: number) => boolean)[] = [
  (i, j) => (i + j) % 2 === 0,
  (i) => i % 2 === 0,
  (_, j) => j % 3 === 0,
  (i, j) => (i + j) % 3 === 0,
  (i, j) => (Math.floor(i / 2) + Math.floor(j / 3)) % 2 === 0,
  (i, j) => ((i * j) % 2) + ((i * j) % 3) === 0,
  (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2 === 0,
  (i, j) => (((i + j) % 2) + ((i * j) % 3)) % 2 === 0,
];

function readerOf(modules: readonly (readonly boolean[])[]): {
  readonly level: string;
  readonly text: string;
} {
  const size = modules.length;
  const version = (size - 17) / 4;
  const { blocks, correction } = blocksOfQ[version] ?? assert.fail(`version ${version} is not in the table`);
  const centres = alignments[version] ?? [];
  const isDark = (row: number, column: number): boolean => modules[row]?.[column] ?? assert.fail("outside");
  // Beside the upper left finder, masked by a fixed pattern.
  const formatBits = [0, 1, 2, 3, 4].map((column) => Number(isDark(8, column)));
  const format = formatBits.reduce((bits, bit) => bits * 2 + bit, 0) ^ 0b10101;
  const level = ["M", "L", "H", "Q"][format >> 3] ?? "";
  const mask = masks[format & 7] ?? assert.fail("no mask");

  const isFunction = (row: number, column: number): boolean => {
    const near = (at: number): boolean => at < 9;
    const far = (at: number): boolean => at >= size - 8;
    if ((near(row) && near(column)) || (near(row) && far(column)) || (far(row) && near(column))) return true;
    if (row === 6 || column === 6) return true;
    const isVersion = (a: number, b: number): boolean => a < 6 && b >= size - 11 && b < size - 8;
    if (version >= 7 && (isVersion(row, column) || isVersion(column, row))) return true;
    const last = centres.at(-1) ?? 0;
    return centres.some((y) =>
      centres.some((x) => {
        const isFinder = (y === 6 && x === 6) || (y === 6 && x === last) || (y === last && x === 6);
        return !isFinder && Math.abs(row - y) <= 2 && Math.abs(column - x) <= 2;
      }),
    );
  };

  // Two columns at a time from the right, up and down, without the column of the timing pattern.
  const bits: number[] = [];
  let isUpwards = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right -= 1;
    for (let step = 0; step < size; step += 1) {
      const row = isUpwards ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (!isFunction(row, column)) bits.push(Number(isDark(row, column) !== mask(row, column)));
      }
    }
    isUpwards = !isUpwards;
  }
  const codewords = Array.from({ length: Math.floor(bits.length / 8) }, (_, index) =>
    bits.slice(index * 8, index * 8 + 8).reduce((byte, bit) => byte * 2 + bit, 0),
  );
  const total = blocks.reduce((sum, length) => sum + length, 0);
  assert.equal(codewords.length, total + blocks.length * correction, "the codewords fill the version");

  // Of each block the first codeword, then of each the second; the longer blocks go on alone.
  const parts: number[][] = blocks.map(() => []);
  let next = 0;
  for (let index = 0; index < Math.max(...blocks); index += 1) {
    for (const [block, length] of blocks.entries()) {
      if (index < length) parts[block]?.push(codewords[next++] ?? 0);
    }
  }
  const stream = parts.flat().flatMap((byte) => [...byte.toString(2).padStart(8, "0")].map(Number));
  const number = (from: number, length: number): number =>
    stream.slice(from, from + length).reduce((value, bit) => value * 2 + bit, 0);
  assert.equal(number(0, 4), 0b0100, "byte mode");
  const length = number(4, 8);
  const bytes = Array.from({ length }, (_, index) => number(12 + index * 8, 8));
  return { level, text: Buffer.from(bytes).toString("latin1") };
}
