import { readSmtpUrl } from "@/core/mail/transports/smtp-options";
import type { Problem } from "@/core/result";
import type { SettingKey, Settings } from "@/settings/registry";

/** What the rules between settings look at: how it was, how it would be, and two facts that are no settings. */
export type RuleFacts = {
  readonly before: Settings;
  readonly after: Settings;
  /** Whether a connection is enabled and was tested since it was last changed. */
  readonly hasTestedConnection: boolean;
  /** Whether an address is that of an active staff member. */
  readonly isActiveStaff: (email: string) => Promise<boolean>;
};

/** Why settings that are fine each for itself cannot be saved together. */
export type RuleFailure =
  | "settings.force-login-needs-accounts"
  | "settings.accounts-needed-by-force-login"
  | "settings.sso-only-needs-connection"
  | "settings.person-in-charge"
  | "settings.person-in-charge-needed"
  | "settings.closes-before-opens"
  | "settings.captcha-keys"
  | "settings.partner-directory"
  | "settings.smtp-url"
  | "settings.hour-above-day";

type Rule = {
  /** The rule is asked when one of these changes; what was saved earlier never blocks another change. */
  readonly keys: readonly SettingKey[];
  readonly check: (facts: RuleFacts) => Problem<RuleFailure> | null | Promise<Problem<RuleFailure> | null>;
};

/** The rules between settings, by their name. A new rule is one entry here. */
export const rules = {
  /** P-A10: force login without accounts would close the shop to everybody. The problem stands at the switch that was touched. */
  forceLoginNeedsAccounts: {
    keys: ["access.forceLogin", "access.customerAccounts"],
    check: ({ before, after }) => {
      if (!after.access.forceLogin || after.access.customerAccounts) return null;
      return before.access.forceLogin
        ? { code: "settings.accounts-needed-by-force-login", field: "access.customerAccounts" }
        : { code: "settings.force-login-needs-accounts", field: "access.forceLogin" };
    },
  },
  /** P-A6: SSO only without a connection that works would lock every customer out. */
  ssoOnlyNeedsConnection: {
    keys: ["access.ssoOnly"],
    check: ({ after, hasTestedConnection }) =>
      after.access.ssoOnly && !hasTestedConnection
        ? { code: "settings.sso-only-needs-connection", field: "access.ssoOnly" }
        : null,
  },
  /** P-R12: customers' questions must reach somebody who still works here. */
  personInChargeIsActive: {
    keys: ["registration.personInCharge"],
    check: async ({ after, isActiveStaff }) => {
      const email = after.registration.personInCharge;
      const isFine = email === "" || (await isActiveStaff(email));
      return isFine ? null : { code: "settings.person-in-charge", field: "registration.personInCharge" };
    },
  },
  /** P-R12: nobody opens registration without one. Who is named and leaves closes it by leaving; that is no matter of saving. */
  openNeedsPersonInCharge: {
    keys: ["registration.open"],
    check: ({ after }) =>
      after.registration.open && after.registration.personInCharge === ""
        ? { code: "settings.person-in-charge-needed", field: "registration.personInCharge" }
        : null,
  },
  /** P-R14: the other way round it would never be open. */
  closesAfterItOpens: {
    keys: ["registration.opensAt", "registration.closesAt"],
    check: ({ after }) => {
      const { opensAt, closesAt } = after.registration;
      const isFine = opensAt === "" || closesAt === "" || opensAt < closesAt;
      return isFine ? null : { code: "settings.closes-before-opens", field: "registration.closesAt" };
    },
  },
  /** P-O5: a service that cannot be asked would let nobody in who has a code of it. */
  partnerDirectoryIsSetUp: {
    keys: ["partners.directory", "partners.directoryUrl", "partners.directorySecret"],
    check: ({ after }) => {
      const { directory, directoryUrl, directorySecret } = after.partners;
      if (directory === "local" || (directoryUrl !== "" && directorySecret !== "")) return null;
      return {
        code: "settings.partner-directory",
        field: directoryUrl === "" ? "partners.directoryUrl" : "partners.directorySecret",
      };
    },
  },
  /** P-R9: a provider's captcha without the keys it gives could never be answered. */
  captchaHasKeys: {
    keys: ["captcha.kind", "captcha.siteKey", "captcha.secret"],
    check: ({ after: { captcha } }) => {
      const missing = captcha.siteKey === "" ? "captcha.siteKey" : "captcha.secret";
      const isFine = captcha.kind === "altcha" || (captcha.siteKey !== "" && captcha.secret !== "");
      return isFine ? null : { code: "settings.captcha-keys", field: missing };
    },
  },
  /** An hour is part of a day: what is more could never leave. */
  hourFitsIntoDay: {
    keys: ["mail.perAddressHour", "mail.perAddressDay"],
    check: ({ after: { mail } }) =>
      mail.perAddressHour <= mail.perAddressDay ? null : { code: "settings.hour-above-day", field: "mail.perAddressHour" },
  },
  /** An address of a mail server that could never be one is refused here rather than found out by the first customer. */
  smtpUrlIsOne: {
    keys: ["mail.smtpUrl"],
    check: ({ after }) =>
      after.mail.smtpUrl === "" || readSmtpUrl(after.mail.smtpUrl) !== null
        ? null
        : { code: "settings.smtp-url", field: "mail.smtpUrl" },
  },
} as const satisfies Record<string, Rule>;

/** Every problem that a change of these keys would make. */
export async function findRuleProblems(changed: readonly SettingKey[], facts: RuleFacts): Promise<Problem<RuleFailure>[]> {
  const asked: readonly Rule[] = Object.values(rules);
  const concerned = asked.filter(({ keys }) => keys.some((key) => changed.includes(key)));
  const found = await Promise.all(concerned.map(({ check }) => check(facts)));
  return found.filter((problem) => problem !== null);
}
