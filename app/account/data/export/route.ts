import { answerFile } from "@/app/_edge/answer-file";
import { problemPath } from "@/app/_edge/problem-path";
import { seeOther } from "@/app/_edge/see-other";
import { admit, sessionOf } from "@/app/_edge/visit";
import { exportOwnData, exportOwnInput } from "@/core/customers/export-customer";
import type { FailureCode } from "@/core/failures";
import { TooBusy } from "@/core/security/password-hash";

/** A plain form's, so that the browser takes the answer as a file. By POST: it is noted in the log, and asks for the password. */
export async function POST(request: Request): Promise<Response> {
  const { closed, ...visiting } = await admit("/account/data/export");
  if (closed) return seeOther(closed.goTo ?? "/");
  const read = exportOwnInput.safeParse(Object.fromEntries(new URLSearchParams(await request.text())));
  if (!read.success) return refused("field.invalid");
  try {
    const made = await exportOwnData(visiting.ctx, { ...read.data, session: sessionOf(visiting) });
    return made.ok ? answerFile({ ...made.value, type: "application/json" }) : refused(made.code, made.supportCode);
  } catch (error) {
    if (error instanceof TooBusy) return refused("server.busy");
    throw error;
  }
}

const refused = (code: FailureCode, supportCode?: string): Response =>
  seeOther(problemPath({ code, supportCode, page: "/account/data" }));
