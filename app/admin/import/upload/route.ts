import { BrokenForm, bytesOf, type FormPart, readMultipart } from "@/app/_edge/multipart";
import { operatorOf } from "@/app/_edge/operator";
import { seeOther } from "@/app/_edge/see-other";
import { admit, type Visit } from "@/app/_edge/visit";
import { isKindName } from "@/core/import/kinds";
import { receiveImport } from "@/core/import/receive-import";

/** Takes a file as it arrives: a form action would hold it in memory whole. The field that says what is in it comes before the file. */
export async function POST(request: Request): Promise<Response> {
  const { closed, ...visiting } = await admit("/admin/import/upload");
  // What is left of the file is not worth waiting for.
  if (closed) return closed.goTo === null ? new Response(null, { status: 404, headers: LEAVE }) : refused(closed.goTo);
  try {
    const form = readMultipart(request.headers.get("content-type") ?? "", bytesOf(request));
    return await takeFile(form, visiting);
  } catch (error) {
    if (error instanceof BrokenForm || request.signal.aborted) return refused("/admin/import?problem=failed");
    throw error;
  }
}

async function takeFile(form: AsyncIterable<FormPart>, visiting: Visit): Promise<Response> {
  let kind = "";
  for await (const part of form) {
    if (part.name === "kind") kind = await textOf(part);
    if (part.name !== "file" || !part.fileName || !isKindName(kind)) continue;
    const file = { kind, fileName: part.fileName, bytes: part.body };
    const received = await receiveImport(visiting.ctx, { ...file, by: operatorOf(visiting) });
    return received.ok ? seeOther(`/admin/import/${received.value.id}`) : refused("/admin/import?problem=failed");
  }
  return refused("/admin/import?problem=none");
}

const LEAVE = { Connection: "close" };

function refused(path: string): Response {
  const answer = seeOther(path);
  answer.headers.set("Connection", "close");
  return answer;
}

async function textOf(part: FormPart): Promise<string> {
  let text = "";
  for await (const chunk of part.body) if (text.length < 64) text += Buffer.from(chunk).toString("utf8");
  return text;
}
