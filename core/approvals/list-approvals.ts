import type { Ctx } from "@/core/ctx";
import { isName, type Known } from "@/core/fields/asked-fields";
import { askedFields } from "@/core/fields/field-views";
import { companyIn, sealedCodeIn } from "@/core/registration/register-as";
import { listHeld } from "@/db/queries/approvals";

const PAGE = 50;

/** Who waits for staff, the longest first, with what they answered to the shop's own questions; `hasMore` if there are others behind. */
export async function listApprovals(ctx: Pick<Ctx, "db" | "form" | "request">) {
  const found = await listHeld(ctx.db, PAGE + 1);
  const requests = found.slice(0, PAGE).map(({ answers, ...request }) => ({
    ...request,
    answered: answersInWords(ctx, answers),
    /** The name of the company that will be founded; null for none. */
    company: companyIn(answers)?.name ?? null,
    hasPartnerCode: sealedCodeIn(answers) !== null,
  }));
  return { requests, hasMore: found.length > PAGE };
}

function answersInWords(ctx: Pick<Ctx, "form" | "request">, answers: Known) {
  const ofPerson = askedFields(ctx, "staff", answers).views;
  const ofCompany = askedFields(ctx, "staff", companyIn(answers)?.fields, "company").views;
  const given = [...ofPerson, ...ofCompany].filter(({ key, value }) => value !== "" && !isName(key));
  return given.map(({ key, label, type, value, options }) => ({
    key,
    label,
    answer: type === "checkbox" ? "✓" : (options.find(({ code }) => code === value)?.name ?? value),
  }));
}

/** Somebody who waits. */
export type Approval = Awaited<ReturnType<typeof listApprovals>>["requests"][number];
