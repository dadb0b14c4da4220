import type { ReactNode } from "react";
import { LanguageSwitch } from "@/components/ui/language-switch";
import type { Translator } from "@/messages/translator";

type Props = {
  readonly t: Translator;
  readonly shopName: string;
  readonly language: string;
  /** Where the language switch comes back to. */
  readonly here: string;
  readonly children: ReactNode;
};

/** A page in front of the back office: one card, the shop's name, nothing to wander off to. */
export function StaffDoor({ t, shopName, language, here, children }: Props) {
  return (
    <div className="mx-auto flex min-h-dvh max-w-md flex-col px-4 py-6">
      <header className="flex min-h-11 flex-wrap items-baseline justify-between gap-x-4">
        <p className="text-lg font-semibold">{shopName}</p>
        <p className="text-quiet">{t("admin.title")}</p>
      </header>
      <main id="main" className="flex-1 py-6">
        <div className="card">{children}</div>
      </main>
      <footer className="text-sm">
        <LanguageSwitch t={t} language={language} here={here} />
      </footer>
    </div>
  );
}
