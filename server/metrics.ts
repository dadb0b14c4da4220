import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { isSame } from "@/core/security/token";
import { countMailsByState, countSessions } from "@/db/queries/operation";
import { getInstallation } from "@/server/installation";

/** Figures for Prometheus, as text. `isAllowed` is false for a wrong key; null means that no key is set and there is no such page. */
export type Metrics =
  | { readonly isAllowed: true; readonly type: string; readonly text: string }
  | { readonly isAllowed: false }
  | null;

/** The figures, for whoever shows METRICS_TOKEN as a bearer. They name nobody. Throws when the database is away. */
export async function readMetrics(authorization: string | null): Promise<Metrics> {
  const { metricsToken } = getInstallation().env;
  if (metricsToken === null) return null;
  if (!isSame(authorization ?? "", `Bearer ${metricsToken}`)) return { isAllowed: false };
  const registry = getRegistry();
  return { isAllowed: true, type: registry.contentType, text: await registry.metrics() };
}

let known: Registry | undefined;

function getRegistry(): Registry {
  known ??= makeRegistry();
  return known;
}

function makeRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "foyer_" });
  const db = () => getInstallation().database.db;
  new Gauge({
    name: "foyer_mails",
    help: "Mails by state; failed ones need a look at /admin/mail.",
    labelNames: ["state"],
    registers: [registry],
    async collect() {
      const counts = await countMailsByState(db());
      this.reset();
      for (const state of ["queued", "failed"]) this.set({ state }, 0);
      for (const { state, count } of counts) this.set({ state }, count);
    },
  });
  new Gauge({
    name: "foyer_customer_sessions",
    help: "Sessions of customers whose absolute limit has not passed.",
    registers: [registry],
    async collect() {
      this.set(await countSessions(db()));
    },
  });
  new Gauge({
    name: "foyer_settings_version",
    help: "The version of the settings this process works by: where two processes differ, one has yet to read the last change.",
    registers: [registry],
    async collect() {
      this.set((await getInstallation().settings.current()).version);
    },
  });
  return registry;
}
