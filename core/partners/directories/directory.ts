import type { Ctx } from "@/core/ctx";

/** What a directory is asked with. */
export type DirectoryCtx = Pick<Ctx, "db" | "secrets" | "settings" | "origin">;

/** A partner as a directory elsewhere tells of it. */
export type KnownPartner = {
  /** What the directory calls it, for good: a company here keeps it. */
  readonly id: string;
  readonly name: string;
  /** How many people may join by this code; null is any number. */
  readonly maxUses: number | null;
  /** When the code ends; null is never. */
  readonly expiresAt: string | null;
};

/** Why a directory could not tell. For operators; says nothing of a person or a code. */
export const directoryTroubles = [
  "not-set-up",
  "address-refused",
  "unreachable",
  "too-slow",
  "too-large",
  "redirected",
  "encoded",
  "status",
  "not-understood",
  "other-code",
] as const;

/** One of them. */
export type DirectoryTrouble = (typeof directoryTroubles)[number];

/**
 * What a code means. `here`: it stands in our own table, under this id. `unknown` is one answer for wrong, expired, used up and withdrawn
 * codes (T-Q1). Who cannot tell says `unavailable`: the door stays closed then (T-Q5).
 */
export type DirectoryAnswer =
  | { readonly kind: "here"; readonly codeId: string }
  | { readonly kind: "elsewhere"; readonly partner: KnownPartner }
  | { readonly kind: "unknown" }
  | { readonly kind: "unavailable"; readonly trouble: DirectoryTrouble };

/**
 * Where a partner's code is looked up: a plug-in point (P-O5). A new kind is one file that fills this in, and one line in registry.ts; the
 * contract test asks every kind the same questions.
 */
export type PartnerDirectory = {
  /** As the setting knows it. */
  readonly kind: string;
  /**
   * Says what a code in canonical form means now. Changes nothing, never throws for what the other side does, and takes no longer than five
   * seconds. The code goes to the directory alone, and into no log, address or message.
   */
  find(ctx: DirectoryCtx, code: string): Promise<DirectoryAnswer>;
};
