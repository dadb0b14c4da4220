import type { ConsentFailure, TypedConsents } from "@/core/consents/read-consents";
import type { Ctx } from "@/core/ctx";
import type { AnswerFailure, Posted } from "@/core/fields/read-answers";
import type { MessageName } from "@/core/mail/queue";
import type { PartnerFailure } from "@/core/partners/check-partner-code";
import type { Answers } from "@/core/registration/answers";
import type { Closed } from "@/core/registration/policy";
import type { WayFailure } from "@/core/registration/register-as";
import type { Result } from "@/core/result";
import type { CaptchaFailure } from "@/core/security/captcha/check-captcha";
import type { PasswordFailure } from "@/core/security/password-rule";

/** One try to register, as far as its steps have come. Each flow fills in what it asks for. */
export type Attempt = TypedConsents & {
  readonly flow: Flow;
  /** The browser's attempt cookie. */
  readonly browser: string;
  readonly isSignedIn: boolean;
  readonly email: string;
  /** Everything the page sent, unread. */
  readonly posted: Posted;
  readonly firstName: string;
  readonly lastName: string;
  /** What was asked for, names among it, checked. */
  readonly answers: Answers;
  /** Hash of the registration link it came by (P-R14), if any. */
  readonly link: string | null;
  /** As typed; null in flows that ask for it later or never. Never stored, never logged. */
  readonly password: string | null;
  readonly captcha: string;
  readonly returnTo: string | null;
  /** What a step made of the password. */
  readonly passwordHash: string | null;
};

/** Why a try to register ends at once. */
export type StartFailure =
  | Closed
  | CaptchaFailure
  | ConsentFailure
  | PasswordFailure
  | AnswerFailure
  | WayFailure
  | PartnerFailure
  | "registration.signed-in"
  | "registration.taken"
  | "limits.too-many";

/** One step: checks something, or adds to the attempt. */
export type Step = (ctx: Ctx, attempt: Attempt) => Promise<Result<Attempt, StartFailure>>;

/**
 * What a flow may ask a person for beside the address: what the shop wants to know (P-R8), names and for whom they register among it, a
 * password, and consent to what is published (P-R10).
 */
export type Asked = "fields" | "password" | "consents";

/**
 * A way to register: an ordering of the same steps. What makes the account once everything is there, core/registration/activate.ts, is the
 * same for all.
 */
export type Flow = {
  readonly name: "form" | "email-first" | "code" | "access-data";
  /** On the first page. */
  readonly asks: readonly Asked[];
  /** From the first page until a mail is on its way. */
  readonly start: readonly Step[];
  /** The mail to an address that has no account, with the link and the code that prove it. */
  readonly mail: MessageName;
  /** Once the mailbox is proven. In another browser what the first page asked is asked again: nothing typed there counts (T-R3). */
  readonly asksAfterProof: readonly Asked[];
};
