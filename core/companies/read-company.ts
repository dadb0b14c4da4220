import type { Ctx } from "@/core/ctx";
import type { Known } from "@/core/fields/asked-fields";
import { changesIn } from "@/core/fields/changes-in";
import { type AnswerFailure, type Posted, readAnswers } from "@/core/fields/read-answers";
import { shownState } from "@/core/fields/shown-state";
import { givenAnswers } from "@/core/fields/split-answers";
import { ok, type Result } from "@/core/result";

/** Where a company is looked at whole: by its own people, or by staff. */
type CompanyPlace = "profile" | "staff";

type Named = { readonly name: string; readonly fields: Readonly<Record<string, string>> };

/** What a company's row holds, by the keys of the fields. */
export const knownOfCompany = ({ name, fields }: Named): Known => ({ ...fields, companyName: name });

/** What is known of a company as its row holds it, without fields that are empty. */
export const companyRow = ({ name, fields }: Named) => ({
  name,
  fields: { ...givenAnswers(fields) },
});

/** What the form about a company at a place was drawn from: it changes when anything in it does, and tells nothing of what else is known. */
export const stateOfCompany = (ctx: Pick<Ctx, "form">, place: CompanyPlace, company: Named): string =>
  shownState(ctx, { place, known: knownOfCompany(company), about: "company" });

/** A company as a form leaves it, and what that changes, masked, for the audit log. */
export type ReadCompany = { readonly row: ReturnType<typeof companyRow>; readonly detail: Readonly<Record<string, string>> };

/**
 * Reads what a form says of a company, by the rules of one place: its name, which none is without, and the shop's own fields about companies.
 * What that place does not ask for stays as it is. The name is a name and nothing more: it joins and opens nothing, and others may have it,
 * too (T-R15).
 */
export function readCompany(
  ctx: Pick<Ctx, "form">,
  place: CompanyPlace,
  posted: Posted,
  before: Named = { name: "", fields: {} },
): Result<ReadCompany, AnswerFailure> {
  const known = knownOfCompany(before);
  const answered = readAnswers(ctx, place, posted, known, "company");
  if (!answered.ok) return answered;
  const after: Known = { ...known, ...answered.value };
  const { companyName: name = "", ...fields } = after;
  return ok({ row: companyRow({ name, fields }), detail: changesIn(known, after) });
}
