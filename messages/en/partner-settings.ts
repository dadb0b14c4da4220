/** The settings of the group `partners` in words, as in settings.ts. */
export const partnerSettings = {
  directory: {
    label: "Where partners' codes are looked up",
    help: "Which codes count when somebody registers with one. At first only those that you make here yourself under Partners. With a service of your own, a code that was not made here is looked up there; if the service cannot be reached, nobody registers with such a code.",
    options: { local: "Only codes made here", http: "Codes made here, then a service of your own" },
  },
  directoryUrl: {
    label: "Address of the service",
    help: "Where the service is asked, such as https://partners.example.com/code. Empty at first. If it is inside your own network, name its host under Access, too: otherwise Foyer does not call it.",
  },
  directorySecret: {
    label: "Secret shared with the service",
    help: "Every question is signed with it, so that the service knows that it is this shop. Empty at first; use a long random one. It is kept encrypted and never shown again. Without it the service is not asked.",
  },
  directorySeconds: {
    label: "How long the service is waited for, in seconds",
    help: "After so many seconds without an answer the service counts as unavailable, and the person is asked to try again later. 4 at first, which is also the most.",
  },
  cacheMinutes: {
    label: "How long an answer is remembered, in minutes",
    help: "Spares the service when somebody sends the form several times. 5 at first; 0 asks each time. The moment somebody joins, the service is asked again in any case, so a code that it has ended lets nobody in.",
  },
};
