import { admit } from "@/app/_edge/visit";
import { meaningOf } from "@/core/failures";
import { readWebhookHeaders } from "@/core/inbound/check-webhook";
import { receiveWebhook } from "@/core/inbound/receive-webhook";
import { getDns } from "@/server/get-dns";

/** Where a mail service brings what came in (P-R16): the whole mail as the body, signed; `?mailbox=` says which mailbox it is for. */
export async function POST(request: Request): Promise<Response> {
  const { ctx } = await admit("/api/inbound-mail");
  const received = await receiveWebhook(
    { ...ctx, resolve: getDns() },
    {
      mailboxId: new URL(request.url).searchParams.get("mailbox") ?? "",
      headers: readWebhookHeaders(request.headers),
      read: async () => Buffer.from(await request.arrayBuffer()),
    },
  );
  if (received.ok) return Response.json({ result: "taken" });
  const { code, retryAfterSeconds: seconds } = received;
  const headers: HeadersInit = seconds === undefined ? {} : { "Retry-After": String(seconds) };
  return Response.json({ result: code }, { status: meaningOf(code).status, headers });
}
