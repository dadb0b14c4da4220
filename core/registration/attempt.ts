import type { ConsentFailure, TypedConsents } from "@/core/consents/read-consents";
import type { Ctx } from "@/core/ctx";
import type { Answers } from "@/core/registration/answers";
import type { Closed } from "@/core/registration/policy";
import type { Result } from "@/core/result";
import type { CaptchaFailure } from "@/core/security/captcha/check-captcha";
import type { PasswordFailure } from "@/core/security/password-rule";

/** One try to register, as far as its steps have come. Each flow fills in what it asks for. */
export type Attempt = TypedConsents & {
  /** The browser's attempt cookie. */
  readonly browser: string;
  readonly isSignedIn: boolean;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  /** Beside name and address, checked. */
  readonly answers: Answers;
  /** Hash of the registration link it came by (P-R14), if any. */
  readonly link: string | null;
  /** As typed; null in flows that ask for it later. Never stored, never logged. */
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
  | "registration.signed-in"
  | "registration.taken"
  | "limits.too-many";

/** One step: checks something, or adds to the attempt. */
export type Step = (ctx: Ctx, attempt: Attempt) => Promise<Result<Attempt, StartFailure>>;

/** A way to register: which steps it runs, in its own order, until a mail is on its way. What follows the proof is the same for all. */
export type Flow = { readonly name: string; readonly start: readonly Step[] };
