import postgres from "postgres";

/** Hears what PostgreSQL tells on a channel, over a connection of its own. */
export async function listening(url: string, channel: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const heard: string[] = [];
  await sql.listen(channel, (payload) => heard.push(payload));
  return { heard, stop: () => sql.end({ timeout: 1 }) };
}
