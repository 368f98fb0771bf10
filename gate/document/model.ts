import type { Document, DocumentKind, Gap, Resource } from "./document";
import { emptyDictionary } from "./records";

type Resources = Readonly<Record<string, Readonly<Record<string, Resource>>>>;

/** A whole document in the form that Rego reads as its input: what `eksgate model` prints, and policies of one's own are asked about. */
export interface Model {
  readonly path: string;
  readonly stack?: string;
  readonly kind: DocumentKind;
  readonly date: string;
  readonly profile: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly gaps: readonly Gap[];
  readonly resources: Resources;
  readonly deleted: Resources;
}

/**
 * @param question what is told besides the document
 * @param types resource types that are keys even where there is none of them
 * @param only the resource types that it has @default all
 */
export function modelOf(
  { path, stack, kind, gaps, resources, deleted }: Document,
  { date, profile, settings }: Pick<Model, "date" | "profile" | "settings">,
  types: readonly string[],
  only?: readonly string[],
): Model {
  const chosen = (all: Resources): Resources => {
    const every = emptyDictionary<Resources[string]>();
    for (const type of only ?? [...types, ...Object.keys(all)]) every[type] = all[type] ?? {};
    return every;
  };
  return {
    path,
    ...(stack === undefined ? {} : { stack }),
    kind,
    date,
    profile,
    settings,
    gaps,
    resources: chosen(resources),
    deleted: chosen(deleted),
  };
}
