import type { Metadata } from "next";
import { getVisitor, visit } from "@/app/_edge/visit";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("reset.signedOut.heading") };
}

/** Where signing out ends. It never leads on by itself, so that nobody is signed in again by a provider that still knows them (P-A4). */
export default async function SignedOutPage() {
  const { t, access } = await visit("/signed-out");
  return (
    <div className="max-w-md">
      <h1>{t("reset.signedOut.heading")}</h1>
      <p className="my-4">{t("reset.signedOut.text")}</p>
      <p className="flex flex-wrap gap-3">
        {access.hasSignIn ? (
          <a href="/sign-in" className="button">
            {t("reset.signedOut.signIn")}
          </a>
        ) : null}
        <a href="/" className="button-quiet">
          {t("reset.signedOut.toShop")}
        </a>
      </p>
    </div>
  );
}
