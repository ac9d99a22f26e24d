import type { RedirectBank } from "#ports/redirect-bank.ts";

const nobody = async (): Promise<{ readonly kind: "not-sent"; readonly cause: string }> => ({
  kind: "not-sent",
  cause: "no bank link is configured",
});

/** A house without a bank link: its methods are not offered, and payments begun with one stay as they are. */
export const noBank: RedirectBank = {
  start: nobody,
  ask: nobody,
  cancel: nobody,
  accept: nobody,
  ship: nobody,
  refund: nobody,
  isGenuine: () => false,
  close: async () => undefined,
};
