import type { Visit } from "@/app/_edge/visit";
import type { Coming } from "@/auth/come-back";
import { connect } from "@/core/identities/connect";
import type { ErrandOf } from "@/core/identities/errand";
import { noteRefusal } from "@/core/identities/note-refusal";

/** Connects a way of signing in to the account that asked for it, or tells why not. */
export async function finishConnect(errand: ErrandOf<"connect">, coming: Coming, { ctx }: Visit): Promise<string> {
  if (!coming.arrived) {
    const { code, supportCode } = await noteRefusal(ctx, errand.connection, coming.trouble);
    return told(code, supportCode);
  }
  const { connection, profile } = coming.arrived;
  const result = await connect(ctx, { errand, connection, profile });
  return result.ok ? "/account/security?connected" : told(result.code, result.supportCode);
}

function told(code: string, supportCode: string | undefined): string {
  const query = new URLSearchParams({ problem: code, ...(supportCode ? { support: supportCode } : {}) });
  return `/account/security?${query}`;
}
