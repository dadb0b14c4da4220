import type { Ctx } from "@/core/ctx";

/** A form that may ask for a captcha. An answer counts at the door it was asked for and at no other (T-R10). */
export const captchaDoors = ["register", "waiting-list"] as const;

/** The name of such a form. */
export type CaptchaDoor = (typeof captchaDoors)[number];

/**
 * One way to tell people from scripts: a plug-in point. A new kind is one file that fills this in, and one line in registry.ts; the
 * contract test asks every kind the same questions.
 */
export type Captcha = {
  /** As the setting and the browser know it. */
  readonly kind: string;
  /** What the browser gets to solve, as text. Reveals nothing that helps to solve another one. */
  challenge(ctx: Pick<Ctx, "db" | "secrets">, door: CaptchaDoor): Promise<string>;
  /**
   * Whether an answer is right for this door, in time, and was never given before; it is spent by asking. Anything odd is simply wrong,
   * and a kind that cannot tell (its provider is away) answers false: closed, never open.
   */
  verify(ctx: Pick<Ctx, "db" | "secrets">, door: CaptchaDoor, typed: string): Promise<boolean>;
};
