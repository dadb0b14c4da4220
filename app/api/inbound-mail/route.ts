import { admit } from "@/app/_edge/visit";
import { meaningOf } from "@/core/failures";
import { readWebhookHeaders } from "@/core/inbound/check-webhook";
import { receiveWebhook } from "@/core/inbound/receive-webhook";
import { isOutage } from "@/db";
import { getDns } from "@/server/get-dns";

/** Where a mail service brings what came in (P-R16): the whole mail as the body, signed; `?mailbox=` says which mailbox it is for. */
export async function POST(request: Request): Promise<Response> {
  try {
    const { ctx } = await admit("/api/inbound-mail");
    const received = await receiveWebhook(
      { ...ctx, resolve: getDns() },
      {
        mailboxId: new URL(request.url).searchParams.get("mailbox") ?? "",
        headers: readWebhookHeaders(request.headers),
        read: async () => Buffer.from(await request.arrayBuffer()),
      },
    );
    return received.ok
      ? answer(200, "taken")
      : answer(meaningOf(received.code).status, received.code, received.retryAfterSeconds);
  } catch (error) {
    if (!isOutage(error)) throw error;
    return answer(503, "server.unavailable", 30);
  }
}

const answer = (status: number, result: string, retryAfterSeconds?: number): Response =>
  Response.json(
    { result },
    { status, headers: retryAfterSeconds === undefined ? {} : { "Retry-After": String(retryAfterSeconds) } },
  );
