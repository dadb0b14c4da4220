import type { Ctx } from "@/core/ctx";
import { listHeld } from "@/db/queries/approvals";

const PAGE = 50;

/** Who waits for staff, the longest first, with what they answered to the shop's own questions; `hasMore` if there are others behind. */
export async function listApprovals(ctx: Pick<Ctx, "db" | "form">) {
  const found = await listHeld(ctx.db, PAGE + 1);
  const known = new Set(ctx.form.fields.map(({ key }) => key));
  const requests = found.slice(0, PAGE).map(({ answers, ...request }) => ({
    ...request,
    answered: Object.entries(answers).filter(([key, value]) => known.has(key) && value !== "" && !/^(first|last)Name$/.test(key)),
  }));
  return { requests, hasMore: found.length > PAGE };
}

/** Somebody who waits. */
export type Approval = Awaited<ReturnType<typeof listApprovals>>["requests"][number];
