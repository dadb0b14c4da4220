import type { Translator } from "@/messages/translator";

/** How many are unread, beside a link; nothing where none is. They are counted no further than 100, so more are "99+". */
export function UnreadMark({ t, count }: { t: Translator; count: number }) {
  if (count === 0) return null;
  const shown = count > 99 ? "99+" : String(count);
  return (
    <span className="ml-1.5 inline-block min-w-5 rounded-full bg-ink px-1.5 text-center text-xs font-semibold text-card">
      <span aria-hidden="true">{shown}</span>
      <span className="sr-only">({t("conversation.unread", { count: shown })})</span>
    </span>
  );
}
