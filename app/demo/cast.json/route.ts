import { admit } from "@/app/_edge/visit";
import { demoCast } from "@/server/demo-cast";

/** The demo's people with their passwords; exists in the demo only. */
export async function GET(): Promise<Response> {
  const { closed } = await admit("/demo/cast.json");
  return closed ? new Response("Not found", { status: 404 }) : Response.json(demoCast());
}
