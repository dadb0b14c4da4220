import type { Chapter } from "@/scripts/docs/rows/chapter";

/** What every screen keeps to. */
export const screenPromises: Chapter = {
  title: "Screens",
  part: "`components/` and the pages of `app/`",
  rows: {
    "UX-E1":
      "A refused form begins with a summary above its heading: each line leads to its field and says the same as the line there.",
    "UX-E5": "Every state of every page can be read and used: in 320 px, in the dark, with a screen reader, in both languages.",
    "UX-N7": "What is wrong is told in a sentence, with the figure that it is about.",
    "UX-B8": "One box finds customers by name, address or number; pages of results, and words for none.",
    "UX-B10": "Who writes a mail anew sees it meanwhile, with the values it can hold, and is told where a mistake stands.",
    "UX-M3": "An authenticator is set up by picture, text or link, and confirmed by a code before it counts.",
    "UX-M4": "No step asks anybody to remember or to solve a puzzle, the way back in included.",
    "UX-R17": "Password managers find the page that changes the password, and no page where there is none.",
  },
};
