import { freshStamp } from "@/app/_edge/is-fresh";
import { BrokenForm, bytesOf, type FormPart, readMultipart } from "@/app/_edge/multipart";
import { seeOther } from "@/app/_edge/see-other";
import { admit, staffOf } from "@/app/_edge/visit";
import { changeLogo, LARGEST_LOGO } from "@/core/mail-templates/change-logo";

/** Takes the picture that is to stand in all mails, and no more of it than a logo may have. */
export async function POST(request: Request): Promise<Response> {
  const { closed, ...visiting } = await admit("/admin/mail/templates/logo");
  if (closed) return closed.goTo === null ? new Response(null, { status: 404 }) : seeOther(closed.goTo);
  const content = await readPicture(request).catch((error: unknown) => {
    if (error instanceof BrokenForm) return null;
    throw error;
  });
  const changed = content && (await changeLogo(visiting.ctx, { staffId: staffOf(visiting).staffId, content }));
  const how = changed?.ok ? `changed=${freshStamp()}` : "problem=invalid";
  return seeOther(`/admin/mail/templates?${how}#logo`);
}

async function readPicture(request: Request): Promise<Uint8Array | null> {
  for await (const part of readMultipart(request.headers.get("content-type") ?? "", bytesOf(request))) {
    if (part.name === "logo" && part.fileName) return firstBytesOf(part);
  }
  return null;
}

/** At most one byte more than a logo may have: that says enough. */
async function firstBytesOf({ body }: FormPart): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    if (length <= LARGEST_LOGO) chunks.push(chunk);
    length += chunk.length;
  }
  return Buffer.concat(chunks);
}
