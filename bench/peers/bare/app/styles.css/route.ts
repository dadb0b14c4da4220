import { givenStyles } from "../../lib/given-markup";

export const dynamic = "force-dynamic";

export function GET() {
  return new Response(givenStyles, { headers: { "content-type": "text/css; charset=utf-8" } });
}
