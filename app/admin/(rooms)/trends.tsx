import { Trend } from "@/components/admin/trend";
import type { Language } from "@/core/ctx";
import type { Overview } from "@/core/overview/get-overview";
import type { Translator } from "@/messages/translator";

type Day = Overview["trends"][number];
type Count = Exclude<keyof Day, "day">;

const plots = [
  ["registrations", [["registrations", "plain"]]],
  ["signIns", [["signIns", "plain"]]],
  ["refusedSignIns", [["refusedSignIns", "bad"]]],
  [
    "activations",
    [
      ["activationsSent", "plain"],
      ["activations", "good"],
    ],
  ],
  [
    "mails",
    [
      ["mailsSent", "plain"],
      ["mailsFailed", "bad"],
    ],
  ],
] as const satisfies readonly [string, readonly [Count, "plain" | "good" | "bad"][]][];

/** What happened in the last month, day by day. */
export function Trends({ t, language, days }: { t: Translator; language: Language; days: Overview["trends"] }) {
  return (
    <section className="mt-8">
      <h2>{t("admin.trends.heading", { count: days.length })}</h2>
      <div className="mt-3 grid grid-cols-[repeat(auto-fill,minmax(min(18rem,100%),1fr))] items-start gap-4">
        {plots.map(([name, series]) => (
          <Trend
            key={name}
            t={t}
            title={t(`admin.trends.titles.${name}`)}
            language={language}
            series={series.map(([count, tone]) => ({ name: t(`admin.trends.series.${count}`), tone }))}
            points={days.map((day) => ({ day: day.day, values: series.map(([count]) => day[count]) }))}
          />
        ))}
      </div>
    </section>
  );
}
