import { isOutage } from "@/db";
import { noteOutage } from "@/server/request-store";

/** Next calls this once in each process that serves, before the first request: the background work starts here. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.NEXT_PHASE === "phase-production-build") return;
  const { getInstallation } = await import("@/server/installation");
  const { startWorker } = await import("@/server/worker");
  const installation = getInstallation();
  installation.beforeClose(startWorker(installation).stop);
}

/** Next tells of every error that ends a request. One that means the database is away is answered as such: come back later (T-FX10, T-FX12). */
export function onRequestError(error: unknown): void {
  if (isOutage(error)) noteOutage();
}
