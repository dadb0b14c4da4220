import { connection } from "next/server";

/** Alive: this process answers. Depends on nothing else, so that an outage elsewhere restarts nobody. */
export async function GET(): Promise<Response> {
  await connection();
  return Response.json({ status: "live" }, { headers: { "Cache-Control": "no-store" } });
}
