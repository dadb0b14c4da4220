type File = { readonly fileName: string; readonly type: string; readonly pieces: AsyncIterable<string> };

/** Hands a file over piece by piece: each is asked for when the one before it has been taken, however long the file is. */
export function answerFile({ fileName, type, pieces }: File): Response {
  const headers = {
    "Content-Type": `${type}; charset=utf-8`,
    "Content-Disposition": `attachment; filename="${fileName}"`,
    "Cache-Control": "no-store",
  };
  return new Response(streamOf(pieces), { headers });
}

/** The same for a CSV file, with the mark by which spreadsheets know UTF-8. */
export const answerCsv = (fileName: string, lines: AsyncIterable<string>): Response =>
  answerFile({ fileName, type: "text/csv", pieces: marked(lines) });

async function* marked(lines: AsyncIterable<string>): AsyncGenerator<string> {
  yield "\uFEFF";
  yield* lines;
}

function streamOf(pieces: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = pieces[Symbol.asyncIterator]();
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      await iterator.return?.();
    },
  });
}
