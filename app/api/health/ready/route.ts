import { connection } from "next/server";
import { isReady } from "@/server/readiness";

/** Ready: the database answers and has this build's schema. Load balancers send visitors only to who says so. */
export async function GET(): Promise<Response> {
  await connection();
  const ready = await isReady();
  const headers = { "Cache-Control": "no-store", ...(ready ? {} : { "Retry-After": "3" }) };
  return Response.json({ status: ready ? "ready" : "not ready" }, { status: ready ? 200 : 503, headers });
}
