import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { NotificationControls } from "#app/dependencies.ts";
import { type OrderId, parseOrderId } from "#domain/ids.ts";
import type { JsonObject } from "#domain/json.ts";
import { chaosBehaviours, type ChaosSetting, needsSeconds } from "#domain/notification/chaos.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import type { Authenticate } from "../api-v1/authentication.ts";
import { sendRefusal } from "../api-v1/envelope.ts";
import { parseJsonBody } from "../api-v1/json-body.ts";

interface Routes {
  readonly chaos: NotificationControls;
  readonly authenticate: Authenticate;
}

/** As far as one step of the clock goes. */
const mostSeconds = 30 * 86_400;

/**
 * `/sandbox/notifications`: which notifications of the site are spoiled, and how.
 * Set by PUT or POST, cleared by the behaviour null or by DELETE, read by GET.
 * Needs the type of body that the clock's routes accept.
 */
export function registerNotificationChaos(server: FastifyInstance, { chaos, authenticate }: Routes): void {
  const answer = async (site: Parameters<typeof chaos.list>[0]): Promise<JsonObject> => ({
    settings: (await chaos.list(site)).map(presentSetting),
  });

  const set = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | JsonObject> => {
    const site = await authenticate(request, reply);
    if (site === null) return reply;
    const body = parseJsonBody(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
    if (!body.ok) return sendRefusal(reply, body.refusal, 400);
    const wanted = parseSetting(body.value.members);
    if (!wanted.ok) return sendRefusal(reply, wanted.refusal, 400);
    const { orderId, setting } = wanted.value;
    if (setting === null) await chaos.clear(site.id, orderId);
    else if ((await chaos.set(site.id, setting)) === "full") {
      return sendRefusal(
        reply,
        refusal(1016, "Missing data: no room; 1000 orders have a behaviour already"),
        400,
      );
    }
    return answer(site.id);
  };
  server.put("/notifications", set);
  server.post("/notifications", set);

  server.get("/notifications", async (request, reply) => {
    const site = await authenticate(request, reply);
    return site === null ? reply : answer(site.id);
  });

  server.delete("/notifications", async (request, reply) => {
    const site = await authenticate(request, reply);
    if (site === null) return reply;
    await chaos.clearAll(site.id);
    return answer(site.id);
  });
}

const presentSetting = ({ orderId, behaviour, seconds }: ChaosSetting): JsonObject => ({
  order_id: orderId,
  behaviour,
  ...(needsSeconds(behaviour) ? { seconds } : {}),
});

interface Wanted {
  readonly orderId: OrderId | null;
  /** Null clears it. */
  readonly setting: ChaosSetting | null;
}

function parseSetting(members: Readonly<Record<string, unknown>>): Result<Wanted, Refusal> {
  const { order_id: given = null, behaviour: name = null, seconds = null } = members;
  const orderId = typeof given === "string" ? parseOrderId(given) : null;
  if (given !== null && orderId === null) {
    return refuse(refusal(1016, "Missing data: order_id must be an order id, or null for all of the site"));
  }
  if (name === null) return ok({ orderId, setting: null });
  const behaviour = chaosBehaviours.find((one) => one === name);
  if (behaviour === undefined) {
    const names = chaosBehaviours.join(", ");
    return refuse(refusal(1016, `Missing data: behaviour must be one of ${names}, or null to clear it`));
  }
  if (!needsSeconds(behaviour)) return ok({ orderId, setting: { orderId, behaviour, seconds: 0 } });
  if (typeof seconds !== "number" || !Number.isInteger(seconds) || seconds < 1 || seconds > mostSeconds) {
    const sentence = `Missing data: ${behaviour} needs seconds, a whole number from 1 to ${mostSeconds}`;
    return refuse(refusal(1016, sentence));
  }
  return ok({ orderId, setting: { orderId, behaviour, seconds } });
}
