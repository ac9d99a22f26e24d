import {
  orderCommands,
  type Phase,
  phases,
  type Settlement,
  settlements,
  step,
  wireStatus,
} from "#domain/order/phase.ts";

/** `docs/states.md`: the life of an order as the gateway's own table has it. */
export function statesPage(): string {
  const heads = phases.map((phase) => `\`${phase}\``);
  const rows = orderCommands.map(
    (command) => `| \`${command}\` | ${phases.map((phase) => step(phase, command) ?? "–").join(" | ")} |`,
  );
  return `# States of an order

Made by \`npm run sluis -- describe\` from the gateway's own table; edit it there. The database holds the same table and
refuses a step that is not in it.

## What a shop sees

A phase is ours; the pair of statuses is what goes over the wire, in orders, lists and notifications.

| phase | status | financial_status | leads to |
|---|---|---|---|
${phases.map(statusRow).join("\n")}

**The second status of a paid order follows its money.** Where the table says *the money's*, it is one of these:

| financial_status | where the money is | when it becomes completed |
|---|---|---|
${settlements.map((settlement) => `| ${settlement} | ${whereabouts[settlement].now} | ${whereabouts[settlement].next} |`).join("\n")}

Ship when \`status\` says completed; count on the money from us when \`financial_status\` does too. A shipment, a refund or a
chargeback changes the first status; the second stays where the money is. A promise that the provider takes back makes the
order void. An order that is only reserved for a manual capture is completed and initialized until it is captured.

**Uncleared in both means: do not ship yet.** Somebody still decides: you, on a payment that looks like fraud or a pay-later
order (\`PATCH\` with completed or declined), or the bank, the acquirer or the clock by themselves.

## What leads where

A column is the phase an order is in, a row is what happens to it, a cell is the phase that comes of it. A dash: not
allowed there; the call that asks for it is refused and changes nothing.

| | ${heads.join(" | ")} |
|---|${phases.map(() => "---|").join("")}
${rows.join("\n")}

## As a drawing

\`\`\`mermaid
stateDiagram-v2
    [*] --> open
${phases.flatMap(arrows).join("\n")}
\`\`\`
`;
}

/** The settlements in the words of a shop's developer. */
const whereabouts: Readonly<Record<Settlement, { readonly now: string; readonly next: string }>> = {
  completed: { now: "with us, for the shop: cards, and banks whose transfer came in", next: "it is" },
  uncleared: {
    now: "promised by a pay-later provider, which pays once the goods are sent",
    next: "after `PATCH /orders/{order_id}` with status shipped, as soon as the provider pays",
  },
  initialized: {
    now: "with the wallet that took it, PayPal or Alipay, which pays the shop itself",
    next: "never",
  },
};

/** Where a phase may go, each target once, with the commands that lead there. */
function targets(from: Phase): ReadonlyMap<Phase, readonly string[]> {
  const found = new Map<Phase, readonly string[]>();
  for (const command of orderCommands) {
    const to = step(from, command);
    if (to !== null) found.set(to, [...(found.get(to) ?? []), command]);
  }
  return found;
}

function statusRow(phase: Phase): string {
  const { status, financialStatus } = wireStatus[phase];
  const next = [...targets(phase).keys()].map((to) => `\`${to}\``).join(", ");
  return `| \`${phase}\` | ${status} | ${financialStatus ?? "*the money's*"} | ${next === "" ? "–" : next} |`;
}

const arrows = (from: Phase): readonly string[] =>
  [...targets(from)].map(([to, commands]) => `    ${from} --> ${to}: ${commands.join(", ")}`);
