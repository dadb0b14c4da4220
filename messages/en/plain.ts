/** The plain pages of server/plain-page.ts: what is the matter, and what to do. */
export const plain = {
  pages: {
    starting: { heading: "One moment", text: "The shop is starting. Please try again in a few seconds." },
    busy: {
      heading: "Very busy right now",
      text: "Too many people are at the door at once. Please try again in a few seconds; nothing was lost or changed.",
    },
    down: {
      heading: "Something is out of order",
      text: "The shop cannot answer right now. Nothing was changed. Please try again in a moment.",
    },
    unavailable: { heading: "One moment, please", text: "The shop cannot answer right now. Please try again in a few seconds." },
    foreign: {
      heading: "This request came from another site",
      text: "For your safety it was not carried out. Please open the page here and try again.",
    },
    "too-large": {
      heading: "That is too much",
      text: "What was sent is larger than this page accepts. Please shorten it and try again.",
    },
    "file-too-large": {
      heading: "This file is too large",
      text: "An import takes up to 500 MB. Please split the file and bring in its parts one after the other.",
    },
    "logo-too-large": {
      heading: "This picture is too large",
      text: "A logo travels in every mail and may have up to 100 kB. Nothing was changed. Please make the picture smaller and choose it again.",
    },
    missing: { heading: "Page not found", text: "There is nothing at this address. Please check it for a typing mistake." },
    "accounts-off": {
      heading: "No customer accounts at present",
      text: "This shop has switched customer accounts off for now, so there is nothing to sign in to. You can order as a guest.",
    },
    malformed: { heading: "This request cannot be read", text: "Please check the address and try again." },
    method: { heading: "This cannot be done here", text: "Please open the page in your browser and use what it offers." },
    "not-a-form": { heading: "This is not a form", text: "Please open the page in your browser and fill in its form." },
    "out-of-date": {
      heading: "This page is out of date",
      text: "It has been open since before an update, so nothing was changed. Please go back, reload the page and try again.",
    },
  },
  ways: { shop: "To the shop", backOffice: "To the back office", logo: "Back to the logo" },
};
