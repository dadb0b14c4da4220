import type { Metadata } from "next";
import { getVisitor, visit } from "@/app/_edge/visit";
import { LegalPage } from "../legal-page";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("consents.terms.heading") };
}

export default async function TermsPage() {
  const visiting = await visit("/terms");
  return <LegalPage visiting={visiting} kind="terms" />;
}
