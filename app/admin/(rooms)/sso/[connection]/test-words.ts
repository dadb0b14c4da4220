import type { OpenedConnection } from "@/core/connections/open-connection";
import type { Language } from "@/core/ctx";
import { en } from "@/messages/en";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../../moment";

type Lines = NonNullable<OpenedConnection["checks"]>["lines"];

/** One line of a test in words. */
export type TestLine = { readonly outcome: "good" | "warning" | "bad"; readonly outcomeText: string; readonly text: string };

// Outcomes that have words; not every look can end in each of the three.
const outcomes = [
  "discovery.good",
  "discovery.bad",
  "issuer.good",
  "issuer.warning",
  "issuer.bad",
  "keys.good",
  "keys.bad",
  "clock.good",
  "clock.warning",
  "endpoints.good",
  "endpoints.bad",
  "sign-out.good",
  "sign-out.warning",
  "directory.good",
  "directory.bad",
  "person.good",
  "person.bad",
] as const;

/** What a look at a provider found, in words; what this version has no words for is shown by its bare name. */
export function testLines(t: Translator, lines: Lines): TestLine[] {
  return lines.map(({ check, outcome, detail = "" }) => {
    const known = outcomes.find((one) => one === `${check}.${outcome}`);
    const text = known ? t(`adminSso.test.checks.${known}`, { detail: reasonInWords(t, detail) }) : `${check} ${detail}`;
    return { outcome, outcomeText: t(`adminSso.test.outcomes.${outcome}`), text };
  });
}

const { reasons } = en.adminSso.test;
const isReason = (detail: string): detail is keyof typeof reasons => Object.hasOwn(reasons, detail);
const reasonInWords = (t: Translator, detail: string): string =>
  isReason(detail) ? t(`adminSso.test.reasons.${detail}`) : detail;

const troubles = {
  "answer.cancelled": "cancelled",
  "profile.not-allowed": "notAllowed",
  directory: "directory",
  provider: "provider",
  answer: "answer",
  token: "token",
  "id-token": "idToken",
  userinfo: "userinfo",
  profile: "profile",
} as const;
const isTrouble = (name: string): name is keyof typeof troubles => Object.hasOwn(troubles, name);

/** Why a test sign-in failed: by the trouble's own name, else by the family it belongs to. */
export function troubleInWords(t: Translator, trouble: string): string {
  const [family = ""] = trouble.split(".", 1);
  const known = [trouble, family].find(isTrouble);
  return t(`adminSso.test.trial.troubles.${known ? troubles[known] : "other"}`);
}

/** When a trial was, and who made it. */
export const trialWhen = (t: Translator, language: Language, { at, who }: { at: string; who: string }): string =>
  t("adminSso.test.trial.when", { when: momentsIn(language)(new Date(at)).text, who: who || t("admin.audit.unknownStaff") });
