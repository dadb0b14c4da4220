import type { Block, Span } from "@/core/consents/markup";

/** A legal text as it was read from its markup. Its words are drawn as words, whatever they look like. */
export function LegalBody({ blocks, language }: { blocks: readonly Block[]; language: string }) {
  return (
    <div lang={language} className="grid max-w-2xl gap-4 wrap-anywhere">
      {keyed(blocks).map(([key, block]) => (
        <Part key={key} block={block} />
      ))}
    </div>
  );
}

function Part({ block }: { block: Block }) {
  if (block.kind === "heading") {
    const words = <Line spans={block.spans} />;
    return block.level === 2 ? <h2 className="mt-3">{words}</h2> : <h3 className="mt-1 font-semibold">{words}</h3>;
  }
  if (block.kind === "list") {
    const items = keyed(block.items).map(([key, spans]) => (
      <li key={key}>
        <Line spans={spans} />
      </li>
    ));
    return block.isNumbered ? (
      <ol className="grid list-decimal gap-1 pl-6">{items}</ol>
    ) : (
      <ul className="grid list-disc gap-1 pl-6">{items}</ul>
    );
  }
  return (
    <p>
      {keyed(block.lines).map(([key, spans]) => (
        <span key={key} className="block">
          <Line spans={spans} />
        </span>
      ))}
    </p>
  );
}

const Line = ({ spans }: { spans: readonly Span[] }) =>
  keyed(spans).map(([key, { text, href }]) =>
    href === undefined ? (
      text
    ) : (
      <a key={key} href={href} rel="noopener noreferrer nofollow">
        {text}
      </a>
    ),
  );

/** A text never changes while it is shown: the place of a piece is its name. */
const keyed = <Piece,>(pieces: readonly Piece[]): [string, Piece][] => pieces.map((piece, at) => [`${at}`, piece]);
