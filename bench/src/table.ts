/** Columns of equal width: the first to the left, figures to the right. */
export function aligned(cells: readonly (readonly string[])[]): string {
  const columns = cells[0] ?? [];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => row[index]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, index) =>
          index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0),
        )
        .join("  "),
    )
    .join("\n");
}

/** Null where the run measured nothing to judge a target by. */
export const verdictLine = (isMet: boolean | null, target: string): string =>
  `${{ true: "met ", false: "MISS", null: "–   " }[`${isMet}`]}  ${target}`;
