import type { Ctx } from "@/core/ctx";

/** A form that may ask for a captcha. An answer counts at the door it was asked for and at no other (T-R10). */
export const captchaDoors = ["register", "waiting-list", "partner-code"] as const;

/** The name of such a form. */
export type CaptchaDoor = (typeof captchaDoors)[number];

/** What a captcha is asked with. */
export type CaptchaCtx = Pick<Ctx, "db" | "secrets" | "settings" | "origin">;

/** Where the browser's part of a captcha comes from, beyond this shop: for the page's Content-Security-Policy. */
export type CaptchaSources = {
  readonly frames: readonly string[];
  readonly styles: readonly string[];
  readonly connects: readonly string[];
};

/**
 * One way to tell people from scripts: a plug-in point. A new kind is one file that fills this in, and one line in registry.ts; the
 * contract test asks every kind the same questions.
 */
export type Captcha = {
  /** As the setting and the browser know it. */
  readonly kind: string;
  /** Null for a kind that asks nobody else. */
  readonly sources: CaptchaSources | null;
  /** What the browser gets to solve, as text. Reveals nothing that helps to solve another one. */
  challenge(ctx: CaptchaCtx, door: CaptchaDoor): Promise<string>;
  /**
   * Whether an answer is right for this door, in time, and was never given before; it is spent by asking. Anything odd is simply wrong,
   * and a kind that cannot tell (its provider is away) answers false: closed, never open.
   */
  verify(ctx: CaptchaCtx, door: CaptchaDoor, typed: string): Promise<boolean>;
};
