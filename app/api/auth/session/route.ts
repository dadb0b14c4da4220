import { currentSession } from "@/app/_edge/current-session";
import { describeSession } from "@/core/sessions/describe-session";

/** Who is signed in, in the shape that Auth.js made known; `null` for nobody. Our own reader: `auth()` gives the same, more slowly. */
export async function GET(): Promise<Response> {
  const session = await currentSession();
  return Response.json(session && describeSession(session), { headers: { "Cache-Control": "private, no-store" } });
}
