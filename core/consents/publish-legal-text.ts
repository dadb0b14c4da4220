import { z } from "zod";
import { cleanMarkup, LONGEST_LEGAL_TEXT } from "@/core/consents/markup";
import { type Ctx, inTransaction } from "@/core/ctx";
import { optionalText } from "@/core/input";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { findNewestLegal, insertLegalEdition, type LegalKind, legalKinds } from "@/db/queries/legal-texts";
import { lockSettings, raiseSettingsVersion } from "@/db/queries/settings";

const markup = () =>
  z
    .string({ error: "field.required" })
    .refine((typed) => typed.length <= LONGEST_LEGAL_TEXT * 2, { error: "field.too-long", params: { max: LONGEST_LEGAL_TEXT } })
    .transform(cleanMarkup)
    .pipe(z.string().max(LONGEST_LEGAL_TEXT, { error: "field.too-long" }));

const kind = z.enum(legalKinds, { error: "field.invalid" });

/** What the form of a text holds. */
export const publishLegalInput = z.object({
  kind,
  /** The edition that the page showed: what somebody else published meanwhile is not overwritten unread. */
  base: optionalText(20),
  /** `new` asks everybody again, `correction` does not. */
  change: z.enum(["new", "correction"], { error: "field.required" }),
  "text.en": markup(),
  "text.es": markup(),
});

/** What the button holds that withdraws a text. */
export const withdrawLegalInput = z.object({ kind, base: optionalText(20) });

/** Why a text is not published. */
export type PublishFailure = "staff.not-permitted" | "field.required" | "legal.changed" | "legal.unchanged";

type By = { readonly staffId: string };
type Next = { readonly version: number; readonly revision: number };

/**
 * Publishes a text in the languages it is written in, as another edition (P-R10). A new version asks everybody who signs in from now on; a
 * correction keeps what was accepted. The first edition, and the first after a withdrawal, always asks. Every process knows within a
 * second. Earlier editions stay as they were.
 */
export async function publishLegalText(
  ctx: Pick<Ctx, "db" | "request">,
  { staffId, ...typed }: z.output<typeof publishLegalInput> & By,
): Promise<Result<Next, PublishFailure>> {
  const written = Object.entries({ en: typed["text.en"], es: typed["text.es"] }).filter(([, text]) => text !== "");
  if (written.length === 0) return fail("field.required", { field: "text.en" });
  return addEdition(ctx, { ...typed, staffId, texts: Object.fromEntries(written) });
}

/** Withdraws a text: nobody is asked for it any more, and its page is gone. What was accepted stays known. */
export async function withdrawLegalText(
  ctx: Pick<Ctx, "db" | "request">,
  { staffId, ...typed }: z.output<typeof withdrawLegalInput> & By,
): Promise<Result<Next, PublishFailure>> {
  return addEdition(ctx, { ...typed, staffId, change: "correction", texts: {} });
}

type Adding = By & {
  readonly kind: LegalKind;
  readonly base: string;
  readonly change: "new" | "correction";
  readonly texts: Readonly<Record<string, string>>;
};

async function addEdition(ctx: Pick<Ctx, "db" | "request">, adding: Adding): Promise<Result<Next, PublishFailure>> {
  const actor = { kind: "staff", staffId: adding.staffId } as const;
  const refused = await refuseUnpermitted(ctx, actor, "settings.edit");
  if (refused) return refused;
  return inTransaction(ctx, async (tx) => {
    // One at a time, and together with the version that tells all processes.
    await lockSettings(tx.db);
    const newest = await findNewestLegal(tx.db, adding.kind);
    if (editionOf(newest) !== adding.base) return fail("legal.changed");
    if (isSame(newest?.texts ?? {}, adding.texts)) return fail("legal.unchanged");
    const next = nextEdition(newest, adding);
    const isNew = await insertLegalEdition(tx.db, { ...next, kind: adding.kind, texts: adding.texts, staffId: adding.staffId });
    if (!isNew) return fail("legal.changed");
    await raiseSettingsVersion(tx.db);
    await audit(tx, {
      actor,
      action: Object.keys(adding.texts).length === 0 ? "legal.withdrawn" : "legal.published",
      outcome: "ok",
      detail: {
        kind: adding.kind,
        before: editionOf(newest),
        after: editionOf(next),
        languages: Object.keys(adding.texts).join(" "),
      },
    });
    return ok(next);
  });
}

/** How an edition is called: version and revision; empty for none. */
export const editionOf = (edition: Next | null): string => (edition ? `${edition.version}.${edition.revision}` : "");

type Newest = Awaited<ReturnType<typeof findNewestLegal>>;

function nextEdition(newest: Newest, { change, texts }: Adding): Next {
  if (!newest) return { version: 1, revision: 0 };
  const { version, revision } = newest;
  const isBack = Object.keys(newest.texts).length === 0;
  const isKept = Object.keys(texts).length === 0 || (change === "correction" && !isBack);
  return isKept ? { version, revision: revision + 1 } : { version: version + 1, revision: 0 };
}

const isSame = (one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(other).every(([language, text]) => one[language] === text);
