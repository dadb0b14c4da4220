import { languages, type Translator } from "@/messages/translator";

/** Chooses the language of pages and mails: a form, so that it works without JavaScript and changes nothing by GET. */
export function LanguageSwitch({ t, language, here }: { t: Translator; language: string; here: string }) {
  return (
    <form action="/language" method="post" className="flex flex-wrap items-center gap-3" aria-label={t("common.changeLanguage")}>
      <input type="hidden" name="returnTo" value={here} />
      {Object.entries(languages).map(([code, name]) => (
        <button
          key={code}
          type="submit"
          name="language"
          value={code}
          lang={code}
          className="button-link"
          aria-current={code === language}
        >
          {name}
        </button>
      ))}
    </form>
  );
}
