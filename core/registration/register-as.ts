import type { Ctx } from "@/core/ctx";
import { type AnswerFailure, type Posted, readAnswers } from "@/core/fields/read-answers";
import { givenAnswers } from "@/core/fields/split-answers";
import { canonicalPartnerCode } from "@/core/partners/partner-code";
import { sealPartnerCode } from "@/core/partners/sealed-code";
import type { Answers } from "@/core/registration/answers";
import { type Failure, fail, ok, type Result } from "@/core/result";
import type { Place } from "@/settings/form-definition";

/** For whom somebody can register. */
export const waysToRegister = ["myself", "company", "partner"] as const;

/** One of them. */
export type WayToRegister = (typeof waysToRegister)[number];

/** Why what was answered to it cannot be taken. */
export type WayFailure = AnswerFailure | "partner.code-refused" | ClosedWay;

type ClosedWay = "company.registration-closed" | "company.codes-closed";

/** What the shop lets people choose from; with one only, nobody is asked. */
export function openWays({ settings }: Pick<Ctx, "settings">): readonly WayToRegister[] {
  const { companies, partnerCodes } = settings.registration;
  return waysToRegister.filter((way) => {
    if (way === "partner") return partnerCodes;
    return way === "company" ? companies !== "off" : companies !== "required";
  });
}

// No key of a field looks like these (form-definition.ts), so nothing that is typed into one can be taken for them.
const NAME = "companyName";
const CODE = "partnerCode";
const FIELD = "company.";

/** The company that answers tell of, or null: its name, and the shop's own fields about companies by their key. */
export function companyIn(answers: Answers): { readonly name: string; readonly fields: Record<string, string> } | null {
  const { [NAME]: name } = answers;
  if (name === undefined) return null;
  const own = Object.entries(answers).filter(([key]) => key.startsWith(FIELD));
  return { name, fields: Object.fromEntries(own.map(([key, value]) => [key.slice(FIELD.length), value])) };
}

/** The sealed code of a partner among answers, or null. */
export const sealedCodeIn = (answers: Answers): string | null => answers[CODE] ?? null;

type Reading = Pick<Ctx, "form" | "settings" | "secrets">;

/**
 * Reads for whom somebody registers, and what that asks for, as answers to be kept until the mailbox is proven; a partner's code only sealed
 * (T-Q6). What belongs to another choice is as if it were not there; a choice that the shop does not offer any more is refused, since nobody
 * is to become something else than they meant. Nothing that is sent says which company or which user type it will be (T-Q3, T-R16).
 */
export function readRegisterAs(ctx: Reading, place: Place, posted: Posted): Result<Answers, WayFailure> {
  const ways = openWays(ctx);
  const way = wayOf(ways, posted);
  if (!ways.includes(way)) return fail(way === "partner" ? "company.codes-closed" : "company.registration-closed");
  if (way === "company") return readCompany(ctx, place, posted);
  return way === "partner" ? readCode(ctx, own(posted, CODE)) : ok({});
}

/** Whoever does not say means what they have filled in; the form may have been drawn while the shop offered more than now. */
function wayOf(ways: readonly WayToRegister[], posted: Posted): WayToRegister {
  const isMeant = (way: WayToRegister) => way !== "myself" || ways.includes(way);
  const said = waysToRegister.find((way) => way === own(posted, "registerAs") && isMeant(way));
  const isFilled = (way: WayToRegister) => way !== "myself" && own(posted, way === "company" ? NAME : CODE).trim() !== "";
  return said ?? ways.find(isFilled) ?? waysToRegister.find(isFilled) ?? ways[0] ?? "myself";
}

function readCompany(ctx: Reading, place: Place, posted: Posted): Result<Answers, WayFailure> {
  const answered = readAnswers(ctx, place, posted, {}, "company");
  if (!answered.ok) return answered;
  const given = Object.entries(givenAnswers(answered.value));
  return ok(Object.fromEntries(given.map(([key, value]) => [key === NAME ? NAME : `${FIELD}${key}`, value])));
}

function readCode(ctx: Reading, typed: string): Result<Answers, WayFailure> {
  if (typed.trim() === "") return fail("field.required", { field: CODE });
  const code = canonicalPartnerCode(typed);
  return code === null ? refusedCode() : ok({ [CODE]: sealPartnerCode(ctx, code) });
}

/** The one answer to every code that does not count, whatever the reason (T-Q1). */
export const refusedCode = (): Failure<"partner.code-refused"> => fail("partner.code-refused", { field: CODE });

const own = (posted: Posted, name: string): string => (Object.hasOwn(posted, name) ? (posted[name] ?? "") : "");
