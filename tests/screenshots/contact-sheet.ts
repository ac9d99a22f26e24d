export interface Shot {
  readonly page: string;
  readonly file: string;
  /** Device, scheme and language. */
  readonly view: string;
}

/** All screenshots on one page, a row for each page of ours. */
export function contactSheet(shots: readonly Shot[]): string {
  const rows = [...Map.groupBy(shots, ({ page }) => page)].map(
    ([page, ofPage]) => `<h2>${page}</h2>
<div>${ofPage.map(figure).join("\n")}</div>`,
  );
  return `<!doctype html>
<meta charset="utf-8">
<title>Screenshots</title>
<style>
  body { font: 14px system-ui; margin: 24px; background: #ddd; }
  div { display: flex; gap: 16px; overflow-x: auto; align-items: start; padding-bottom: 16px; }
  figure { flex: none; margin: 0; }
  img { display: block; height: 420px; border: 1px solid #999; }
</style>
${rows.join("\n")}
`;
}

const figure = ({ file, view }: Shot): string =>
  `<figure><a href="${file}"><img src="${file}" alt="${view}" loading="lazy"></a><figcaption>${view}</figcaption></figure>`;
