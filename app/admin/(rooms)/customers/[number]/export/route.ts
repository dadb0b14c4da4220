import { answerFile } from "@/app/_edge/answer-file";
import { seeOther } from "@/app/_edge/see-other";
import { admit, staffOf } from "@/app/_edge/visit";
import { exportCustomer, exportCustomerInput } from "@/core/customers/export-customer";
import { failureInWords } from "@/core/failure-in-words";
import { meaningOf } from "@/core/failures";

/** A plain form's, so that the browser takes the answer as a file. By POST: it is noted in the log. */
export async function POST(request: Request): Promise<Response> {
  const { closed, ...visiting } = await admit("/admin/customers/[number]/export");
  if (closed) return seeOther(closed.goTo ?? "/admin");
  const read = exportCustomerInput.safeParse(Object.fromEntries(new URLSearchParams(await request.text())));
  if (!read.success) return new Response(null, { status: 422 });
  const made = await exportCustomer(visiting.ctx, { ...read.data, staffId: staffOf(visiting).staffId });
  if (made.ok) return answerFile({ ...made.value, type: "application/json" });
  return new Response(failureInWords(visiting.t, made.code), { status: meaningOf(made.code).status });
}
