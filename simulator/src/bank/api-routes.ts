import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { FaultPoint, Faults } from "../faults.ts";
import { answerOutcome, answerPayment, breakDown, invalid, refuse } from "./api-answers.ts";
import type { Bank } from "./bank.ts";
import type { Outcome, PostName } from "./outcome.ts";
import { guardRequests } from "./request-guard.ts";
import { type Parsed, parseNothing, parsePaymentRequest, parseRefund, parseShipment } from "./requests.ts";

const mostBytes = 65_536;

interface ById {
  Params: { readonly id: string };
}

/** What one kind of POST is: where faults strike it, how its body is read, what the bank makes of it. */
interface Post<T> {
  readonly where: FaultPoint;
  readonly parse: (body: unknown) => Parsed<T>;
  readonly decide: (name: PostName, request: T) => Outcome;
  readonly createdStatus: 200 | 201;
}

/** `/bank/payments`: the provider's side of docs/protocols/bank-link.md. */
export function bankApiRoutes({
  bank,
  faults,
  publicUrl,
  keys,
  now,
}: {
  readonly bank: Bank;
  readonly faults: Faults;
  readonly publicUrl: string;
  /** Who signs with one of them is our client; nobody else is. */
  readonly keys: readonly string[];
  /** The machine's time, by which signatures grow old. */
  readonly now: () => Date;
}): (app: FastifyInstance) => Promise<void> {
  const answerPost = async <T>(
    { where, parse, decide, createdStatus }: Post<T>,
    {
      id,
      request,
      reply,
    }: { readonly id: string; readonly request: FastifyRequest; readonly reply: FastifyReply },
  ): Promise<FastifyReply> => {
    const key = keyOf(request);
    if (key === null) return refuse(reply, 400, invalid("Idempotency-Key is missing or unusable"));
    const fault = faults.take(where);
    if (fault?.kind === "bank-http-500") return breakDown(reply);
    const parsed = parse(request.body);
    if (!parsed.ok) return refuse(reply, 422, invalid(parsed.message));
    const outcome = decide({ id, key }, parsed.request);
    return answerOutcome(outcome, { reply, publicUrl, nowMs: bank.nowMs(), fault }, createdStatus);
  };

  return async (app) => {
    guardRequests(app, { bank, keys, now });
    answerMistakes(app);

    const creation: Post<Parameters<Bank["create"]>[1]> = {
      where: "bank-payment",
      parse: parsePaymentRequest,
      decide: ({ key }, request) => bank.create(key, request),
      createdStatus: 201,
    };
    app.post("/bank/payments", { bodyLimit: mostBytes }, async (request, reply) =>
      answerPost(creation, { id: "", request, reply }),
    );

    app.get<ById>("/bank/payments/:id", async ({ params }, reply) => {
      const fault = faults.take("bank-read");
      if (fault?.kind === "bank-http-500") return breakDown(reply);
      const payment = bank.payment(params.id);
      if (payment === null) return refuse(reply, 404, invalid("there is no such payment"));
      return answerPayment(payment, { reply, publicUrl, nowMs: bank.nowMs(), fault });
    });

    const changeAt = <T>(name: string, post: Post<T>): void => {
      app.post<ById>(`/bank/payments/:id/${name}`, { bodyLimit: mostBytes }, async (request, reply) =>
        answerPost(post, { id: request.params.id, request, reply }),
      );
    };
    changeAt("cancel", {
      where: "bank-cancel",
      parse: parseNothing,
      decide: (name) => bank.cancel(name),
      createdStatus: 200,
    });
    changeAt("accept", {
      where: "bank-accept",
      parse: parseNothing,
      decide: (name) => bank.accept(name),
      createdStatus: 200,
    });
    changeAt("shipments", {
      where: "bank-shipment",
      parse: parseShipment,
      decide: (name, shipment) => bank.ship(name, shipment),
      createdStatus: 200,
    });
    changeAt("refunds", {
      where: "bank-refund",
      parse: parseRefund,
      decide: (name, refund) => bank.refund(name, refund),
      createdStatus: 201,
    });
  };
}

/** Broken JSON and bodies that are too long are refused in our own shape. */
function answerMistakes(app: FastifyInstance): void {
  app.setErrorHandler(async (error: FastifyError, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) throw error;
    return refuse(reply, status, invalid(error.message));
  });
}

function keyOf(request: FastifyRequest): string | null {
  const key = request.headers["idempotency-key"];
  return typeof key === "string" && /^[\x21-\x7e]{1,128}$/.test(key) ? key : null;
}
