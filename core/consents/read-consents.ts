import { z } from "zod";
import type { Ctx } from "@/core/ctx";
import { failAll, ok, type Problem, type Result } from "@/core/result";
import type { LegalEdition, LegalKind } from "@/db/queries/legal-texts";

/** The fields of a form that asks for consent; each is the version whose box was ticked, or just a tick. Spread into a form's schema. */
export const consentFields = { acceptTerms: tick(), acceptPrivacy: tick() };

function tick() {
  return z.string().max(20, { error: "field.invalid" }).optional();
}

/** What such a form posts. A door that asks later, or elsewhere, has none of it. */
export type TypedConsents = { readonly acceptTerms?: string | undefined; readonly acceptPrivacy?: string | undefined };

/** The name of a kind's box. */
export const consentBoxes = { terms: "acceptTerms", privacy: "acceptPrivacy" } as const satisfies Record<
  LegalKind,
  keyof TypedConsents
>;

/** Why a form is not taken: a box is not ticked, or the text was replaced by a new version while it was being read. */
export type ConsentFailure = "field.required" | "consent.changed";

/**
 * What was accepted, as texts by a name of their own, to be kept with an attempt until there is an account: the edition by kind, and when,
 * from where, at which door and in which language. Empty where nothing is published.
 */
export type GivenConsents = Readonly<Record<string, string>>;

/**
 * Reads the boxes of a form (P-R10): every text that is published now has to be accepted, and in the version that the page showed. Only
 * `asked` of them, where some were accepted before. `door` is where: registration, activation, invitation, a connection's id, consents.
 */
export function readConsents(
  ctx: Pick<Ctx, "legal" | "request" | "now">,
  typed: TypedConsents,
  { door, asked = ctx.legal }: { readonly door: string; readonly asked?: readonly LegalEdition[] },
): Result<GivenConsents, ConsentFailure> {
  const [first, ...more] = asked.flatMap((edition) => findProblem(edition, typed));
  if (first) return failAll(first, ...more);
  if (asked.length === 0) return ok({});
  const { address, language } = ctx.request;
  const editions = asked.map(({ kind, version, revision, languages }) => [
    kind,
    `${version}.${revision} ${languages.includes(language) ? language : (languages[0] ?? "")}`,
  ]);
  const facts = { "consent.at": ctx.now.toISOString(), "consent.from": address.slice(0, 64), "consent.door": door };
  return ok({ ...Object.fromEntries(editions), ...facts });
}

function findProblem({ kind, version }: LegalEdition, typed: TypedConsents): Problem<ConsentFailure>[] {
  const field = consentBoxes[kind];
  const ticked = typed[field] ?? "";
  if (ticked === "") return [{ code: "field.required", field }];
  const isOther = /^\d+$/.test(ticked) && Number(ticked) !== version;
  return isOther ? [{ code: "consent.changed", field }] : [];
}
