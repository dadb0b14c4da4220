import { isFresh } from "@/app/_edge/is-fresh";
import { GoodNews } from "@/components/ui/good-news";
import type { Query } from "@/core/query";

/** What has just been done: the first of these whose stamp in the page's address is fresh. */
export const News = ({ news }: { news: readonly (readonly [stamp: Query[string], text: string])[] }) => (
  <GoodNews text={news.find(([stamp]) => isFresh(stamp))?.[1]} />
);
