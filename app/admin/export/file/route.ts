import { answerCsv } from "@/app/_edge/answer-file";
import { operatorOf } from "@/app/_edge/operator";
import { seeOther } from "@/app/_edge/see-other";
import { turnAway } from "@/app/_edge/turn-away";
import { admit } from "@/app/_edge/visit";
import { customerQuery, readCustomerFilter } from "@/core/customers/read-customer-filter";
import { exportMany } from "@/core/export/export-many";

/** The file that the form of /admin/export asks for; a refusal leads back there. */
export async function POST(request: Request): Promise<Response> {
  const { closed, ...visiting } = await admit("/admin/export/file");
  if (closed) return turnAway(closed, "/admin/export");
  const form = Object.fromEntries(new URLSearchParams(await request.text()));
  const kind = form.kind === "orders" ? "orders" : "customers";
  const filter = { ...readCustomerFilter(form), after: undefined };
  const made = await exportMany(visiting.ctx, { kind, filter, by: operatorOf(visiting, form.confirmPassword ?? "") });
  if (!made.ok) return seeOther(`/admin/export?${customerQuery(filter)}&problem=${made.code}`);
  return answerCsv(`${kind}-${new Date().toISOString().slice(0, 10)}.csv`, made.value);
}
