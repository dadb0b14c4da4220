import type { Database } from "@/db";

/** Every row of every table, of ours and of the jobs, in which one of these words stands: as one text, to look for what must not be there. */
export async function rowsAbout({ sql }: Pick<Database, "sql">, words: readonly string[]): Promise<string> {
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`;
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await sql<{ text: string }[]>`
      select to_jsonb(one)::text as text from ${sql.unsafe(name)} one
      where exists (select from unnest(${[...words]}::text[]) word where strpos(to_jsonb(one)::text, word) > 0)`;
    found.push(...rows.map(({ text }) => text));
  }
  return found.join("\n");
}
