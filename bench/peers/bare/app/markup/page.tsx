import { connection } from "next/server";
import { renderGivenMarkup } from "../../lib/given-markup";

export default async function MarkupPage() {
  await connection();
  return (
    <>
      <link rel="stylesheet" href="/styles.css" precedence="default" />
      {renderGivenMarkup()}
    </>
  );
}
