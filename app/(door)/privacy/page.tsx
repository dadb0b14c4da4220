import type { Metadata } from "next";
import { getVisitor, visit } from "@/app/_edge/visit";
import { LegalPage } from "../legal-page";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("consents.privacy.heading") };
}

export default async function PrivacyPage() {
  const visiting = await visit("/privacy");
  return <LegalPage visiting={visiting} kind="privacy" />;
}
