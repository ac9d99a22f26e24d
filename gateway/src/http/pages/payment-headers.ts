import type { FastifyReply } from "fastify";
import { reachOf } from "./appearance/appearance.ts";
import { type PageReach, setPageHeaders } from "./security-headers.ts";
import type { PageContext } from "./views/page-context.ts";

/** The headers of every page, with what this payment's look needs. */
export const setPaymentHeaders = (
  reply: FastifyReply,
  { appearance }: PageContext,
  reach: PageReach = {},
): FastifyReply => setPageHeaders(reply, { ...reach, ...reachOf(appearance) });
