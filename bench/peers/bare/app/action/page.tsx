import { connection } from "next/server";
import { postAction } from "./action";

export default async function ActionPage() {
  await connection();
  return (
    <form action={postAction}>
      <input name="username" autoComplete="username" />
      <input name="password" type="password" autoComplete="current-password" />
      <button type="submit">Send</button>
    </form>
  );
}
