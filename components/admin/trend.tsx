import type { Language } from "@/core/ctx";
import { localeOf } from "@/messages/dates";
import type { Translator } from "@/messages/translator";

/** One day of a plot: YYYY-MM-DD and a value for each of its series. */
export type TrendPoint = { readonly day: string; readonly values: readonly number[] };

type Tone = "plain" | "good" | "bad";
type Series = { readonly name: string; readonly tone: Tone };
type Props = {
  readonly t: Translator;
  readonly title: string;
  readonly language: Language;
  readonly series: readonly Series[];
  readonly points: readonly TrendPoint[];
};

const DAY = 12;
const HEIGHT = 60;
const FILL: Readonly<Record<Tone, string>> = { plain: "fill-link", good: "fill-good", bad: "fill-bad" };

/**
 * Bars of the last days beside each other, with their sum, and the same numbers as a table behind them: nobody needs to see the bars. No
 * axis: the table has the numbers, the bars only show what is unusual.
 */
export function Trend({ t, title, language, series, points }: Props) {
  const written = new Intl.NumberFormat(language);
  const sums = series.map((_, at) => points.reduce((sum, { values }) => sum + (values[at] ?? 0), 0));
  const said = series.map(({ name }, at) => `${name}: ${written.format(sums[at] ?? 0)}`).join(" · ");
  return (
    <section className="card min-w-0">
      <h3 className="text-base">{title}</h3>
      <p className="text-sm text-quiet">{said}</p>
      <svg
        viewBox={`0 0 ${points.length * DAY} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="mt-2 h-16 w-full border-b border-rule"
        role="img"
        aria-label={`${title}: ${said}`}
      >
        <Bars series={series} points={points} />
      </svg>
      <details className="mt-1">
        <summary className="min-h-6 cursor-pointer text-sm">{t("admin.trends.table")}</summary>
        <Table t={t} title={title} language={language} series={series} points={points} />
      </details>
    </section>
  );
}

function Bars({ series, points }: Pick<Props, "series" | "points">) {
  const most = Math.max(1, ...points.flatMap(({ values }) => values));
  const width = (DAY - 2) / series.length;
  return points.flatMap(({ day, values }, place) =>
    series.map(({ name, tone }, at) => {
      const value = values[at] ?? 0;
      // A single one among thousands is still to be seen.
      const height = value === 0 ? 0 : Math.max(2, (value / most) * HEIGHT);
      return (
        <rect
          key={`${day} ${name}`}
          className={FILL[tone]}
          x={place * DAY + 1 + at * width}
          y={HEIGHT - height}
          width={width}
          height={height}
        />
      );
    }),
  );
}

function Table({ t, title, language, series, points }: Props) {
  const written = new Intl.NumberFormat(language);
  const dated = new Intl.DateTimeFormat(localeOf(language), { dateStyle: "medium", timeZone: "UTC" });
  return (
    <table className="mt-1 w-full text-sm tabular-nums">
      <caption className="sr-only">{title}</caption>
      <thead>
        <tr className="text-left">
          <th scope="col">{t("admin.trends.day")}</th>
          {series.map(({ name }) => (
            <th key={name} scope="col" className="text-right">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {points.toReversed().map(({ day, values }) => (
          <tr key={day}>
            <th scope="row" className="text-left font-normal">
              {dated.format(new Date(`${day}T00:00:00Z`))}
            </th>
            {series.map(({ name }, at) => (
              <td key={name} className="text-right">
                {written.format(values[at] ?? 0)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
