import type { Page } from "playwright-core";

/**
 * Rewrites what the page says as a language would whose texts are two fifths
 * longer and full of accents. What the shop said, amounts and digits stay.
 */
export async function speakPseudo(page: Page): Promise<void> {
  await page.evaluate(() => {
    const accented: Readonly<Record<string, string>> = {
      a: "á",
      e: "ê",
      i: "ï",
      o: "ö",
      u: "ů",
      c: "č",
      n: "ñ",
      s: "š",
      y: "ý",
      z: "ž",
      A: "Å",
      E: "Ê",
      O: "Ø",
      S: "Š",
    };
    const longer = (text: string): string =>
      text.replaceAll(/\p{Letter}+/gu, (word) => {
        const letters = [...word].map((letter) => accented[letter] ?? letter);
        return [...letters, ...letters.slice(0, Math.ceil(letters.length * 0.4))].join("");
      });
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node.parentElement?.closest("bdi, code, script") === null) {
        node.nodeValue = longer(node.nodeValue ?? "");
      }
    }
    for (const input of document.querySelectorAll("input")) input.placeholder = longer(input.placeholder);
  });
}

/** Texts that reach out of the window, of what one can press or of their panel. */
export async function cutOffTexts(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(node);
      const frame = node.parentElement?.closest(".button, .button-quiet, a, summary, .field, .panel, body");
      if (frame === null || frame === undefined || node.parentElement?.checkVisibility() !== true) continue;
      const text = range.getBoundingClientRect();
      const { left, right, top, bottom } = frame.getBoundingClientRect();
      // A pixel of tolerance: letters may lean over the edge of their line.
      const isInside =
        text.left >= Math.max(0, left) - 1 &&
        text.right <= Math.min(innerWidth, right) + 1 &&
        text.top >= top - 1 &&
        text.bottom <= bottom + 1;
      if (text.width > 0 && (node.nodeValue ?? "").trim() !== "" && !isInside)
        found.push(node.nodeValue ?? "");
    }
    return found;
  });
}
