import { z } from "zod";
import type { Ctx } from "@/core/ctx";
import { minutes } from "@/core/duration";
import { decrypt, encrypt } from "@/core/security/secrets";
import type { Session } from "@/core/sessions/find-session";
import type { StaffSession } from "@/core/staff/find-staff-session";

/**
 * What somebody is sent to a provider for. Travels in a sealed cookie of that browser and nowhere else; whoever comes back without one, or
 * with one for another connection, is nobody (T-L6). `by` is the id of the session that asked, which must be the same on the way back.
 */
export const errandSchema = z.discriminatedUnion("kind", [
  /** To sign in and go on to the wanted page. */
  z.object({ kind: z.literal("sign-in"), connection: z.string(), returnTo: z.string() }),
  /** A signed-in customer adds this way of signing in, having confirmed who they are. */
  z.object({ kind: z.literal("connect"), connection: z.string(), by: z.string(), accountId: z.string() }),
  /** An admin tries a connection out: nothing is made, what comes back is shown (P-A6). */
  z.object({ kind: z.literal("test"), connection: z.string(), by: z.string() }),
]);

/** One errand. */
export type Errand = z.output<typeof errandSchema>;

/** An errand of one kind. */
export type ErrandOf<Kind extends Errand["kind"]> = Extract<Errand, { kind: Kind }>;

/** How long somebody may take at the provider. */
export const ERRAND_LASTS = minutes(15);

// The end stands inside: a cookie's own is the browser's to keep, or not. It is by this server's clock, since nothing is stored of it: a
// clock that is wrong shortens or lengthens the way there and back, and opens nothing, for who asked is looked up when they return.
const sealedSchema = z.object({ errand: errandSchema, until: z.number() });

/** Seals an errand for its cookie: nobody can read it there, change it, or keep it. */
export function sealErrand({ secrets, now }: Pick<Ctx, "secrets" | "now">, errand: Errand): string {
  return encrypt(secrets, "handshake", JSON.stringify({ errand, until: now.getTime() + ERRAND_LASTS.ms }));
}

/** The errand of a cookie's value; null if there is none, it is not ours, or its time is over. */
export function openErrand({ secrets, now }: Pick<Ctx, "secrets" | "now">, sealed: string | undefined): Errand | null {
  const text = sealed && sealed.length < 4096 ? decrypt(secrets, "handshake", sealed) : null;
  if (text === null) return null;
  const read = sealedSchema.safeParse(parseJson(text));
  return read.success && read.data.until > now.getTime() ? read.data.errand : null;
}

/** Who is signed in when somebody comes back. */
type Present = {
  readonly session: Pick<Session, "id" | "accountId"> | null;
  readonly staff: Pick<StaffSession, "id" | "role"> | null;
};

/** Whether whoever asked for an errand is still the one who is signed in, and may still ask for it (T-L5, T-L6). Pure. */
export function isStillAskedFor(errand: Errand, { session, staff }: Present): boolean {
  if (errand.kind === "sign-in") return true;
  if (errand.kind === "connect") return session?.id === errand.by && session.accountId === errand.accountId;
  return staff?.role === "admin" && staff.id === errand.by;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
