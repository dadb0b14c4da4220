import type { Translator } from "@/messages/translator";

/** What stands where nothing is: the same words for what never was and for what is not this visitor's to see. */
export function NotFoundText({ t }: { t: Translator }) {
  return (
    <>
      <h1>{t("common.notFoundTitle")}</h1>
      <p className="mt-3 mb-6 max-w-prose">{t("common.notFoundText")}</p>
      <a href="/" className="button-quiet">
        {t("common.toShop")}
      </a>
    </>
  );
}
