import { readMetrics } from "@/server/metrics";

/** Figures for Prometheus. Without METRICS_TOKEN there is no such page. */
export async function GET(request: Request): Promise<Response> {
  const metrics = await readMetrics(request.headers.get("authorization"));
  if (metrics === null) return new Response("not found\n", { status: 404 });
  if (!metrics.isAllowed) return new Response("unauthorized\n", { status: 401, headers: { "WWW-Authenticate": "Bearer" } });
  return new Response(metrics.text, { headers: { "Content-Type": metrics.type, "Cache-Control": "no-store" } });
}
