import { type Ctx, inTransaction } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { deleteLogo, storeLogo } from "@/db/queries/mail-templates";

/** Bytes of the largest logo: it travels in every mail. */
export const LARGEST_LOGO = 100_000;
const MOST_PIXELS = 2000;

type By = { readonly staffId: string };
type LogoCtx = Pick<Ctx, "db" | "request">;

/**
 * Keeps a picture as the shop's logo, which every mail carries in itself. What it is its bytes say, not its name: a PNG or a JPEG that
 * begins as one and says how large it is. Anything else, and any other kind of picture, is refused: mail programs would run what is in
 * some of them.
 */
export async function changeLogo(
  ctx: LogoCtx,
  { staffId, content }: By & { readonly content: Uint8Array },
): Promise<Result<undefined, "staff.not-permitted" | "logo.invalid">> {
  const actor = { kind: "staff", staffId } as const;
  const refused = await refuseUnpermitted(ctx, actor, "settings.edit");
  if (refused) return refused;
  const contentType = content.length <= LARGEST_LOGO ? kindOf(content) : null;
  if (contentType === null) return fail("logo.invalid", { field: "logo" });
  await inTransaction(ctx, async (tx) => {
    await storeLogo(tx.db, { contentType, content, savedBy: staffId });
    await audit(tx, { actor, action: "logo.changed", outcome: "ok" });
  });
  return ok();
}

/** Sends mails without a logo again. */
export async function removeLogo(ctx: LogoCtx, { staffId }: By): Promise<Result<undefined, "staff.not-permitted">> {
  const actor = { kind: "staff", staffId } as const;
  const refused = await refuseUnpermitted(ctx, actor, "settings.edit");
  if (refused) return refused;
  await inTransaction(ctx, async (tx) => {
    if (await deleteLogo(tx.db)) await audit(tx, { actor, action: "logo.removed", outcome: "ok" });
  });
  return ok();
}

function kindOf(content: Uint8Array): "image/png" | "image/jpeg" | null {
  const bytes = Buffer.from(content);
  if (isSmall(sizeOfPng(bytes))) return "image/png";
  return isSmall(sizeOfJpeg(bytes)) ? "image/jpeg" : null;
}

type Size = { readonly width: number; readonly height: number };

const isSmall = (size: Size | null): boolean =>
  size !== null && Math.min(size.width, size.height) > 0 && Math.max(size.width, size.height) <= MOST_PIXELS;

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);

/** Signature and first chunk (W3C, PNG, 5.2 and 11.2.1); its last chunk must be there, too. */
function sizeOfPng(bytes: Buffer): Size | null {
  const isPng = bytes.length > 45 && bytes.subarray(0, 16).equals(PNG) && bytes.subarray(-8, -4).toString("latin1") === "IEND";
  return isPng ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : null;
}

/** The frame header among the segments (ITU T.81, B.1 and B.2.2). */
function sizeOfJpeg(bytes: Buffer): Size | null {
  if (bytes.length < 20 || bytes.readUInt16BE(0) !== 0xffd8 || bytes.readUInt16BE(bytes.length - 2) !== 0xffd9) return null;
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}
