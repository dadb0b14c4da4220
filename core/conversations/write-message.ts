import { z } from "zod";
import { addMessage } from "@/core/conversations/add-message";
import { messageText } from "@/core/conversations/message-text";
import { type Ctx, inTransaction } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { takeLimit } from "@/core/security/limits";
import type { Session } from "@/core/sessions/find-session";

/** What the form of a customer's messages holds. */
export const writeMessageInput = z.object({ text: messageText() });

type Asked = { readonly session: Pick<Session, "customerId">; readonly text: string };

/**
 * A customer writes to whoever looks after them (P-M3). The message is there at once in every open window of either side; pressed twice it
 * is there once.
 */
export async function writeMessage(
  ctx: Pick<Ctx, "db" | "settings" | "secrets">,
  { session: { customerId }, text }: Asked,
): Promise<Result<undefined, "limits.too-many" | "customer.not-found">> {
  const { isAllowed, retryAfterSeconds } = await takeLimit(ctx, "message:customer", customerId);
  if (!isAllowed) return fail("limits.too-many", { retryAfterSeconds });
  const added = await inTransaction(ctx, (tx) =>
    addMessage(tx, { of: { customerId }, author: "customer", origin: "portal", text }),
  );
  return added ? ok() : fail("customer.not-found");
}
