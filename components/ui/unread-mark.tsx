import type { Translator } from "@/messages/translator";

/** How many are unread, beside a link; nothing where none is. 99 stands for more. */
export function UnreadMark({ t, count }: { t: Translator; count: number }) {
  if (count === 0) return null;
  return (
    <span className="ml-1.5 inline-block min-w-5 rounded-full bg-ink px-1.5 text-center text-xs font-semibold text-card">
      <span aria-hidden="true">{count}</span>
      <span className="sr-only">({t("conversation.unread", { count })})</span>
    </span>
  );
}
