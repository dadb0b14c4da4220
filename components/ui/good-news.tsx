/** What has just been done, in a sentence; nothing where there is nothing to tell. */
export const GoodNews = ({ text }: { text: string | null | undefined }) =>
  text ? (
    <p role="status" className="my-3 font-medium text-good">
      {text}
    </p>
  ) : null;
