import { freshStamp } from "@/app/_edge/is-fresh";
import { problemPath } from "@/app/_edge/problem-path";
import type { Visit } from "@/app/_edge/visit";
import type { Coming } from "@/auth/come-back";
import { connect } from "@/core/identities/connect";
import type { ErrandOf } from "@/core/identities/errand";
import { noteRefusal } from "@/core/identities/note-refusal";

const page = "/account/security";

/** Connects a way of signing in to the account that asked for it, or tells why not. */
export async function finishConnect(errand: ErrandOf<"connect">, coming: Coming, { ctx }: Visit): Promise<string> {
  if (!coming.arrived) {
    const refusal = await noteRefusal(ctx, errand.connection, coming.trouble);
    return problemPath({ ...refusal, page });
  }
  const { connection, profile } = coming.arrived;
  const result = await connect(ctx, { errand, connection, profile });
  return result.ok ? `${page}?connected=${freshStamp()}` : problemPath({ ...result, page });
}
