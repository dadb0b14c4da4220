import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { migrate } from "@/db/migrate";
import { cleanUp, newDataDir, newFolder, start } from "@/tests/support/embedded";
import { databaseUrl, withServer } from "@/tests/support/server";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

type Fixture = {
  tag: string;
  sql: string;
  when: number;
};

const FIRST: Fixture = { tag: "0000_first", sql: "create table runs (step text not null)", when: 1_000 };
const SECOND: Fixture = { tag: "0001_second", sql: "insert into runs select 'second' from pg_sleep(0.1)", when: 2_000 };
const THIRD: Fixture = { tag: "0002_third", sql: "insert into runs values ('third')", when: 3_000 };
const ALL = [FIRST, SECOND, THIRD];

let server = "";
let url = "";
let count = 0;

beforeAll(async () => {
  server = (await start(newDataDir())).url;
});
beforeEach(async () => {
  count += 1;
  const name = `migrate_${count}`;
  await withServer(server, (sql) => sql`create database ${sql(name)}`);
  url = databaseUrl(server, name);
});
afterAll(cleanUp);

/** A migrations folder as drizzle-kit would have written it. */
function folderOf(fixtures: Fixture[]): string {
  const folder = newFolder();
  mkdirSync(join(folder, "meta"));
  const entries = fixtures.map(({ tag, when }, idx) => ({ idx, version: "7", when, tag, breakpoints: true }));
  writeFileSync(join(folder, "meta", "_journal.json"), JSON.stringify({ version: "7", dialect: "postgresql", entries }));
  for (const { tag, sql } of fixtures) writeFileSync(join(folder, `${tag}.sql`), sql);
  return folder;
}

function steps(): Promise<string[]> {
  return withServer(url, async (sql) => (await sql`select step from runs order by step`).map((row) => String(row.step)));
}

function applied(): Promise<number> {
  return withServer(url, async (sql) => (await sql`select 1 from drizzle.__drizzle_migrations`).length);
}

describe("migrations", () => {
  test("T-FX26: five instances migrating an empty database at once all succeed and each migration runs once", async () => {
    const migrationsFolder = folderOf(ALL);
    await Promise.all(Array.from({ length: 5 }, () => migrate(url, { migrationsFolder })));
    expect(await steps()).toEqual(["second", "third"]);
    expect(await applied()).toBe(3);
  });

  test("T-FX26: five instances at once bring every earlier version up to date", async () => {
    await migrate(url, { migrationsFolder: folderOf([FIRST]) });
    const migrationsFolder = folderOf(ALL);
    await Promise.all(Array.from({ length: 5 }, () => migrate(url, { migrationsFolder })));
    expect(await steps()).toEqual(["second", "third"]);
    expect(await applied()).toBe(3);
  });

  test("T-FX26: an instance that waits too long for another one says so and changes nothing", async () => {
    await withServer(url, async (sql) => {
      await sql`select pg_advisory_lock(hashtextextended('foyer:migrate', 0))`;
      const attempt = migrate(url, { migrationsFolder: folderOf(ALL), lockTimeout: 200 });
      await expect(attempt).rejects.toThrow(/Another process has been migrating this database for 0\.2 seconds/);
      expect(await sql`select 1 from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`).toHaveLength(0);
    });
  });

  test("T-FX27: a migration that fails leaves nothing behind, and the next start goes on", async () => {
    const broken = { ...THIRD, sql: "insert into no_such_table values (1)" };
    await expect(migrate(url, { migrationsFolder: folderOf([FIRST, SECOND, broken]) })).rejects.toThrow();
    expect(await applied()).toBe(0);
    await migrate(url, { migrationsFolder: folderOf(ALL) });
    expect(await steps()).toEqual(["second", "third"]);
  });

  test("T-FX27: an instance killed in the middle of a migration leaves nothing behind and does not block the next one", async () => {
    const slow = {
      ...SECOND,
      sql: "insert into runs select 'second' from pg_sleep(case current_setting('application_name') when 'killed' then 600 else 0 end)",
    };
    const migrationsFolder = folderOf([FIRST, slow, THIRD]);
    const program = `import { migrate } from "./db/migrate.ts"; await migrate(process.argv[1], { migrationsFolder: process.argv[2] });`;
    const args = [
      "--import",
      "tsx",
      "--input-type=module",
      "--eval",
      program,
      `${url}?application_name=killed`,
      migrationsFolder,
    ];
    const child = spawn(process.execPath, args, { stdio: "ignore" });
    await withServer(server, (sql) =>
      vi.waitUntil(async () => (await sql`select 1 from pg_stat_activity where wait_event = 'PgSleep'`).length > 0, {
        timeout: 30_000,
      }),
    );
    child.kill("SIGKILL");
    await migrate(url, { migrationsFolder, lockTimeout: 20_000 });
    expect(await steps()).toEqual(["second", "third"]);
    expect(await applied()).toBe(3);
  });

  test("a database that is newer than the build stops the start", async () => {
    await migrate(url, { migrationsFolder: folderOf(ALL) });
    await expect(migrate(url, { migrationsFolder: folderOf([FIRST, SECOND]) })).rejects.toThrow(
      /newer than this build: it has 3 .* knows 2/,
    );
  });

  test("a migration file changed after it ran stops the start before anything else runs", async () => {
    await migrate(url, { migrationsFolder: folderOf([FIRST]) });
    const changed = { ...FIRST, sql: "create table runs (step varchar(9) not null)" };
    await expect(migrate(url, { migrationsFolder: folderOf([changed, SECOND]) })).rejects.toThrow(/changed after it ran/);
    expect(await applied()).toBe(1);
  });

  test("a migration that slipped in before one that already ran stops the start instead of being passed over", async () => {
    await migrate(url, { migrationsFolder: folderOf([FIRST, THIRD]) });
    await expect(migrate(url, { migrationsFolder: folderOf(ALL) })).rejects.toThrow(
      /1 of this build's migrations were passed over/,
    );
  });

  test("a journal whose times do not rise is refused without asking the database", async () => {
    const migrationsFolder = folderOf([FIRST, { ...SECOND, when: FIRST.when }]);
    await expect(migrate("postgres://127.0.0.1:1/none", { migrationsFolder })).rejects.toThrow(
      /Migration 2 .* is not newer than the one before it/,
    );
  });
});
