import { methodById, type GatewayId } from "./catalogue.ts";

/** What a shop reads of a refund that is accepted and not given back yet. */
export interface PendingRefund {
  readonly status: "reserved" | "initialized";
  readonly financialStatus: "reserved" | "initialized" | "completed";
}

const byMethod: Readonly<Partial<Record<GatewayId, PendingRefund>>> = {
  IDEAL: { status: "initialized", financialStatus: "initialized" },
  CBC: { status: "initialized", financialStatus: "initialized" },
  KBC: { status: "initialized", financialStatus: "initialized" },
  EINVOICE: { status: "initialized", financialStatus: "initialized" },
  VVVGIFTCRD: { status: "initialized", financialStatus: "initialized" },
  BOEKENBON: { status: "initialized", financialStatus: "initialized" },
  KLARNA: { status: "initialized", financialStatus: "completed" },
  AFTERPAY: { status: "initialized", financialStatus: "completed" },
  PAYPAL: { status: "reserved", financialStatus: "initialized" },
};

const reserved: PendingRefund = { status: "reserved", financialStatus: "reserved" };

/** The first status of a refund, by the method that it goes back to (contract, statuses.md §4). */
export const pendingRefund = (id: GatewayId): PendingRefund => byMethod[methodById(id).id] ?? reserved;
