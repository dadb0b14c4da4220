import type { Ctx } from "@/core/ctx";
import { resendProof } from "@/core/registration/resend-proof";
import { registrationInput } from "@/core/registration/start-registration";
import type { Result } from "@/core/result";
import { hashToken } from "@/core/security/token";
import { answerCodeRequest } from "@/core/sign-in/answer-code-request";
import { requestSignInCode } from "@/core/sign-in/request-sign-in-code";
import { signInByCode } from "@/core/sign-in/sign-in-by-code";
import { freshEmail, makeAccount } from "./make";
import { confirmCode, freshRegistrant, start } from "./registration";

/** Who asks: an address and a browser. */
export type Asking = { readonly email: string; readonly browser: string };

/** A way in by a mailed code: each flow of registration, and signing in. The rules about codes hold for every one of them. */
export type CodeDoor = {
  readonly name: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Whether a link comes with the code, and an account is made. */
  readonly isRegistration: boolean;
  /** Whether the page behind the proof still asks for something. */
  readonly asksMore: boolean;
  /** An address that may ask here, and that nobody else in the tests has. */
  someone(ctx: Ctx): Promise<string>;
  /** Sends the first page, as typed; the mail is queued when it answers. */
  ask(ctx: Ctx, asking: Asking): Promise<Result<unknown, string>>;
  /** Asks for another mail in the same browser. */
  again(ctx: Ctx, asking: Asking): Promise<Result<unknown, string>>;
  give(ctx: Ctx, browser: string, code: string): Promise<Result<unknown, string>>;
};

const flowDoor = (flow: string, asksMore: boolean): CodeDoor => ({
  name: flow,
  settings: { "registration.flow": flow },
  isRegistration: true,
  asksMore,
  someone: async () => freshEmail("reg"),
  ask: (ctx, { email, browser }) => start(ctx, freshRegistrant({ browser, email: registrationInput.shape.email.parse(email) })),
  again: (ctx, { browser }) => resendProof(ctx, { browser }),
  give: (ctx, browser, code) => confirmCode(ctx, browser, code),
});

async function askToSignIn(ctx: Ctx, { email: identifier, browser }: Asking): Promise<Result<unknown, string>> {
  const asked = await requestSignInCode(ctx, { identifier, browser });
  const { address, language } = ctx.request;
  if (asked.ok) await answerCodeRequest(ctx, { identifier, browserHash: hashToken(browser), language, address });
  return asked;
}

const signIn: CodeDoor = {
  name: "sign-in",
  settings: { "access.codeSignIn": "true" },
  isRegistration: false,
  asksMore: false,
  someone: async (ctx) => (await makeAccount(ctx)).email,
  ask: askToSignIn,
  again: askToSignIn,
  give: (ctx, browser, code) => signInByCode(ctx, { code, browser, replaces: undefined }),
};

/** All of them. */
export const codeDoors: readonly CodeDoor[] = [
  flowDoor("form", false),
  flowDoor("email-first", true),
  flowDoor("code", false),
  flowDoor("access-data", true),
  signIn,
];
