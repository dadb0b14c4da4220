import type { Metadata } from "next";
import { getVisitor, visit } from "@/app/_edge/visit";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("registration.taken.heading") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Where somebody ends who proved an address that has an account (P-R6). Says the same to whoever opens it, about no address. */
export default async function TakenPage({ searchParams }: Props) {
  const { t } = await visit("/register/taken");
  const isNumberOnly = (await searchParams).with === "number";
  return (
    <div className="max-w-md">
      <h1>{t("registration.taken.heading")}</h1>
      <p className="my-4">{t(isNumberOnly ? "registration.taken.number" : "registration.taken.email")}</p>
      <p className="flex flex-wrap gap-3">
        <a href="/sign-in" className="button">
          {t("registration.taken.signIn")}
        </a>
        <a href="/forgot-password" className="button-quiet">
          {t("registration.taken.reset")}
        </a>
      </p>
      <p className="mt-4 text-quiet">{t("registration.taken.contact")}</p>
    </div>
  );
}
