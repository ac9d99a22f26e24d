import { startBrowser } from "../../tests/support/browser.ts";
import { median } from "./load.ts";

/** From the start of the navigation, in a browser that has nothing in its cache. */
export interface Paint {
  readonly firstByteMs: number;
  /** First contentful paint. */
  readonly paintedMs: number;
  /** Page and all its files. */
  readonly loadedMs: number;
}

const times = 15;

export async function medianPaint(url: string): Promise<Paint> {
  const browser = await startBrowser();
  try {
    const paints: Paint[] = [];
    for (let turn = 0; turn < times; turn += 1) {
      const page = await browser.newPage();
      await page.goto(url, { waitUntil: "load" });
      await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
      paints.push(
        await page.evaluate(() => {
          const [navigation] = performance
            .getEntriesByName(document.URL)
            .filter((entry) => entry instanceof PerformanceNavigationTiming);
          const [painted] = performance.getEntriesByName("first-contentful-paint");
          return {
            firstByteMs: navigation?.responseStart ?? Number.NaN,
            paintedMs: painted?.startTime ?? Number.NaN,
            loadedMs: navigation?.loadEventEnd ?? Number.NaN,
          };
        }),
      );
      await page.context().close();
    }
    return {
      firstByteMs: median(paints.map((paint) => paint.firstByteMs)),
      paintedMs: median(paints.map((paint) => paint.paintedMs)),
      loadedMs: median(paints.map((paint) => paint.loadedMs)),
    };
  } finally {
    await browser.stop();
  }
}
