import { isFresh } from "./is-fresh";

/** What has just been done: the first of these whose stamp in the page's address is fresh. */
export function News({ news }: { news: readonly (readonly [stamp: string | string[] | undefined, text: string])[] }) {
  const said = news.find(([stamp]) => isFresh(stamp))?.[1];
  return said === undefined ? null : (
    <p role="status" className="mt-3 font-medium text-good">
      {said}
    </p>
  );
}
