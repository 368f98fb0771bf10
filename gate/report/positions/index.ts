import type { Finding, Location, Position } from "../../engine/index";
import { offsetOfAttribute, spansOf } from "./resources";

/** Findings with where they stand in the texts of their inputs, where these are at hand: see {@link locate}. */
export function withLocations(
  findings: readonly Finding[],
  textOf: (document: string) => string | undefined,
): readonly Finding[] {
  const locationOf = locate(findings, textOf);
  return findings.map((finding) => {
    const location = locationOf(finding);
    return location === undefined ? finding : { ...finding, location };
  });
}

/** Where findings stand. */
type LocationOf = (finding: Finding) => Location | undefined;

/**
 * Looks findings up in the texts of their inputs, each text once and only when something is asked about it.
 *
 * @param textOf the text of a document, by its path in the report; `undefined` where it is not at hand
 */
export function locate(findings: readonly Finding[], textOf: (document: string) => string | undefined): LocationOf {
  const byDocument = new Map<string, ReadonlyMap<string, Location>>();
  return ({ document, address, attributes }) => {
    let locations = byDocument.get(document);
    if (locations === undefined) {
      const text = textOf(document);
      const here = findings.filter((finding) => finding.document === document);
      locations = text === undefined ? new Map() : locationsOf(text, here);
      byDocument.set(document, locations);
    }
    return locations.get(keyOf(address, attributes[0]));
  };
}

function keyOf(address: string, attribute: string | undefined): string {
  return JSON.stringify([address, attribute]);
}

function locationsOf(text: string, findings: readonly Finding[]): ReadonlyMap<string, Location> {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const spans = spansOf(body, new Set(findings.map(({ address }) => address)));
  const offsets = new Map<string, { readonly at: number; readonly attribute: number | undefined }>();
  for (const { address, attributes } of findings) {
    const [attribute] = attributes;
    const span = spans.get(address);
    const key = keyOf(address, attribute);
    if (span === undefined || offsets.has(key)) continue;
    const of = attribute === undefined ? undefined : offsetOfAttribute(body, span, attribute);
    offsets.set(key, { at: span.at, attribute: of });
  }
  const all = [...offsets.values()].flatMap(({ at, attribute }) => (attribute === undefined ? [at] : [at, attribute]));
  const positions = positionsOf(body, all);
  const locations = new Map<string, Location>();
  for (const [key, { at, attribute }] of offsets) {
    const position = positions.get(at);
    const inner = attribute === undefined ? undefined : positions.get(attribute);
    if (position !== undefined)
      locations.set(key, { ...position, ...(inner === undefined ? {} : { attribute: inner }) });
  }
  return locations;
}

/** Lines and columns of offsets, in one pass. */
function positionsOf(text: string, offsets: readonly number[]): ReadonlyMap<number, Position> {
  const positions = new Map<number, Position>();
  let line = 1;
  let start = 0;
  let end = text.indexOf("\n");
  for (const offset of [...new Set(offsets)].sort((a, b) => a - b)) {
    while (end !== -1 && end < offset) {
      line += 1;
      start = end + 1;
      end = text.indexOf("\n", start);
    }
    positions.set(offset, { line, column: offset - start + 1 });
  }
  return positions;
}
