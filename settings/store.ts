import type { Db } from "@/db";
import { type ConnectionRow, listConnectionRows } from "@/db/queries/connections";
import { findNewestForm } from "@/db/queries/form-versions";
import { type LegalEdition, listLegalEditions } from "@/db/queries/legal-texts";
import { listStoredSettings, readSettingsVersion } from "@/db/queries/settings";
import { type FormDefinition, readFormFields } from "@/settings/form-definition";
import { allSettings, isSettingKey, type SettingKey, type Settings, settingsSchema } from "@/settings/registry";

/**
 * All settings as they stood at one version: typed values, the texts the back office shows, what forms ask, which legal texts count, and
 * the SSO connections as stored.
 */
export type Snapshot = {
  readonly version: number;
  readonly values: Settings;
  readonly texts: ReadonlyMap<SettingKey, string>;
  readonly connections: readonly ConnectionRow[];
  readonly form: FormDefinition;
  readonly legal: readonly LegalEdition[];
};

/** Turns a stored secret into its text; null if no key fits any more. */
export type Unseal = (sealed: string) => string | null;

/** Reads all settings of an installation in one go. A stored text that no longer fits counts as absent. */
export async function loadSettings(db: Db, unseal: Unseal): Promise<Snapshot> {
  const { version, rows } = await listStoredSettings(db);
  const texts = new Map<SettingKey, string>();
  for (const { key, value } of rows) {
    if (!isSettingKey(key)) continue;
    const setting = allSettings.find((one) => one.key === key);
    const text = setting?.info.kind === "secret" ? unseal(value) : value;
    if (text !== null && setting?.schema.safeParse(text).success) texts.set(key, text);
  }
  // Later than the version: what changes in between is read again when the next round sees the higher one.
  const connections = await listConnectionRows(db);
  const legal = await listLegalEditions(db);
  return { version, values: settingsFrom(texts), texts, connections, legal, form: await loadForm(db) };
}

/** What forms ask now. */
export async function loadForm(db: Db): Promise<FormDefinition> {
  const newest = await findNewestForm(db);
  return { version: newest?.version ?? 0, fields: readFormFields(newest?.fields) };
}

/** The typed settings that a set of texts means; absent ones take their default. Throws on a text that does not fit. */
export function settingsFrom(texts: ReadonlyMap<SettingKey, string>): Settings {
  const nested: Record<string, Record<string, string>> = Object.fromEntries(allSettings.map(({ group }) => [group, {}]));
  for (const { key, group, name } of allSettings) {
    const text = texts.get(key);
    if (text !== undefined) nested[group] = { ...nested[group], [name]: text };
  }
  return settingsSchema.parse(nested);
}

const POLL_EVERY_MS = 500;

/**
 * Keeps one process's snapshot fresh: reads the version twice a second (what PostgreSQL tells by itself, a pooler may keep back) and
 * everything when it rose, so that a flipped flag takes effect within a second on every process (P-A7).
 */
export class SettingsStore {
  #snapshot: Snapshot | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(
    private readonly db: Db,
    private readonly unseal: Unseal,
  ) {}

  /** The snapshot in memory; the first call reads it. */
  async current(): Promise<Snapshot> {
    return this.#snapshot ?? this.refresh();
  }

  /** Reads everything now: right after this process saved a change. */
  async refresh(): Promise<Snapshot> {
    this.#snapshot = await loadSettings(this.db, this.unseal);
    this.#startPolling();
    return this.#snapshot;
  }

  /** Ends the polling. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #startPolling(): void {
    if (this.#timer || this.#isStopped) return;
    const poll = async () => {
      try {
        if ((await readSettingsVersion(this.db)) !== this.#snapshot?.version) await this.refresh();
      } catch {
        // The database is away; every request says so itself. The next round tries again.
      }
      this.#timer?.refresh();
    };
    this.#timer = setTimeout(poll, POLL_EVERY_MS).unref();
  }
}
