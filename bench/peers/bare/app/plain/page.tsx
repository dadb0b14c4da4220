import { connection } from "next/server";

export default async function PlainPage() {
  await connection();
  return (
    <main>
      <h1>Bare page</h1>
      <p>{new Date().toISOString()}</p>
    </main>
  );
}
