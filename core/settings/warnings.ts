import type { WaysState } from "@/core/connections/judge-ways";
import type { ClosedReason } from "@/core/registration/explain-closed";
import type { SettingKey, Settings } from "@/settings/registry";

/** Combinations that may be saved, since some shop wants them, but that shut people out or lower a guard. */
export type Warning =
  | "force-login-registration-closed"
  | "guests-need-accounts"
  | "force-login-failing"
  | "sso-only"
  | "sso-only-failing"
  | "sso-only-untested"
  | "sso-only-doubtful"
  | "sso-only-registration-closed"
  | "tell-at-once"
  | "code-without-way-back"
  | "needed-by-code-flow"
  | "first-password"
  | "access-data-without-captcha"
  | "captcha-off"
  | "no-person-in-charge"
  | "person-in-charge-inactive"
  | "registration-full"
  | "registration-not-yet"
  | "registration-over"
  | "waiting-list-without-capacity"
  | "short-passwords"
  | "idle-beyond-absolute"
  | "no-mail-server";

/** What else the warnings depend on. */
export type WarningFacts = {
  /** By the door that these settings leave open. */
  readonly isRegistrationOpen: boolean;
  /** Why it is not; absent where only that counts. */
  readonly closedBecause?: ClosedReason | null;
  readonly hasMailServer: boolean;
  readonly ways: WaysState;
};

type Check = {
  /** The setting beside which the warning is shown. */
  readonly key: SettingKey;
  readonly applies: (settings: Settings, facts: WarningFacts) => boolean;
};

const checks: Readonly<Record<Warning, Check>> = {
  "force-login-registration-closed": {
    key: "access.forceLogin",
    applies: ({ access }, { isRegistrationOpen }) => access.forceLogin && !isRegistrationOpen,
  },
  "guests-need-accounts": {
    key: "access.guestCheckout",
    applies: ({ access }, { isRegistrationOpen }) =>
      access.customerAccounts && !access.forceLogin && !access.guestCheckout && !isRegistrationOpen,
  },
  "force-login-failing": {
    key: "access.forceLogin",
    applies: ({ access }, { ways }) => access.forceLogin && access.ssoOnly && nobodyGetsIn(ways),
  },
  "sso-only": { key: "access.ssoOnly", applies: ({ access }) => access.ssoOnly },
  "sso-only-failing": {
    key: "access.ssoOnly",
    applies: ({ access }, { ways }) => access.ssoOnly && nobodyGetsIn(ways),
  },
  "sso-only-untested": { key: "access.ssoOnly", applies: ({ access }, { ways }) => access.ssoOnly && ways === "untested" },
  "sso-only-doubtful": { key: "access.ssoOnly", applies: ({ access }, { ways }) => access.ssoOnly && ways === "doubtful" },
  "sso-only-registration-closed": {
    key: "access.ssoOnly",
    applies: ({ access }, { isRegistrationOpen }) => access.ssoOnly && !isRegistrationOpen,
  },
  "tell-at-once": { key: "registration.tellTaken", applies: ({ registration }) => registration.tellTaken === "at-once" },
  "code-without-way-back": {
    key: "registration.flow",
    applies: lacksWayBack,
  },
  // In the other room the same: whoever switches codes off does not look at how people register.
  "needed-by-code-flow": { key: "access.codeSignIn", applies: lacksWayBack },
  "first-password": {
    key: "registration.firstPassword",
    applies: ({ registration: { flow, firstPassword } }) =>
      (firstPassword === "code" && flow === "code") || (firstPassword === "generated" && flow === "access-data"),
  },
  "access-data-without-captcha": {
    key: "registration.captcha",
    applies: ({ registration }) => registration.flow === "access-data" && registration.captcha === "off",
  },
  "captcha-off": { key: "registration.captcha", applies: ({ registration }) => registration.captcha === "off" },
  "no-person-in-charge": {
    key: "registration.personInCharge",
    applies: ({ registration }) => registration.open && registration.personInCharge === "",
  },
  "person-in-charge-inactive": {
    key: "registration.personInCharge",
    applies: (_settings, { closedBecause }) => closedBecause === "person-in-charge-inactive",
  },
  "registration-full": { key: "registration.capacity", applies: (_settings, { closedBecause }) => closedBecause === "full" },
  "registration-not-yet": { key: "registration.opensAt", applies: (_settings, { closedBecause }) => closedBecause === "not-yet" },
  "registration-over": { key: "registration.closesAt", applies: (_settings, { closedBecause }) => closedBecause === "over" },
  "waiting-list-without-capacity": {
    key: "registration.waitingList",
    applies: ({ registration }) => registration.waitingList && registration.capacity === 0,
  },
  "short-passwords": { key: "passwords.minLength", applies: ({ passwords }) => passwords.minLength < 15 },
  "idle-beyond-absolute": {
    key: "sessions.idleDays",
    applies: ({ sessions }) => sessions.idleDays > sessions.absoluteDays,
  },
  "no-mail-server": { key: "mail.smtpUrl", applies: (_settings, { hasMailServer }) => !hasMailServer },
};

/** The warnings that these settings deserve, in the order of the list above. Pure. */
export function listWarnings(settings: Settings, facts: WarningFacts): { warning: Warning; key: SettingKey }[] {
  const known = Object.entries(checks).flatMap(([name, check]) => (isWarning(name) ? [{ name, ...check }] : []));
  return known.filter(({ applies }) => applies(settings, facts)).map(({ name, key }) => ({ warning: name, key }));
}

/** Whether people register without a password and cannot sign in with a code either. */
function lacksWayBack({ access, registration }: Settings): boolean {
  return registration.flow === "code" && !access.codeSignIn;
}

const nobodyGetsIn = (ways: WaysState): boolean => ways === "none" || ways === "failing";

const isWarning = (name: string): name is Warning => Object.hasOwn(checks, name);
