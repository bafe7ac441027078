/** The families of classes, each with a colour of its own in every page. */

export const FAMILIES = [
  "agreement",
  "agency",
  "group",
  "country",
  "person",
  "place",
  "event",
  "topic",
  "criminal",
  "provision",
  "document",
  "figure",
  "other",
] as const;

export type Family = (typeof FAMILIES)[number];

const CLASSES: Readonly<Record<Exclude<Family, "other">, readonly string[]>> = {
  agreement: ["Agreement", "Treaty", "Convention", "Protocol", "Declaration", "Initiative", "Law", "Plan"],
  agency: ["Agency", "Legislature"],
  group: ["WorkingGroup", "IntergovernmentalOrganization", "Organization"],
  country: ["Country"],
  person: ["Person", "Post"],
  place: ["Place"],
  event: ["Event", "Operation", "Program"],
  topic: ["Topic", "Substance", "Concept"],
  criminal: ["CriminalOrganization"],
  provision: [
    "Provision",
    "Point",
    "AlliancePoint",
    "GeneralObjective",
    "Objective",
    "Action",
    "Principle",
    "Goal",
    "Accomplishment",
    "ProgramElement",
    "Article",
  ],
  document: [
    "Document",
    "Strategy",
    "FactSheet",
    "WorkingGroupReport",
    "Editorial",
    "NewsArticle",
    "JointStatement",
    "AgreementText",
  ],
  figure: ["Figure"],
};

const BY_CLASS = new Map(
  Object.entries(CLASSES).flatMap(([family, names]) => names.map((name) => [name, family as Family] as const)),
);

/** The family of a class, by its local name. */
export function familyOf(name: string | null | undefined): Family {
  return (name && BY_CLASS.get(name)) || "other";
}
