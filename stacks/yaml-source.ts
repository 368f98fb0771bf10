import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument } from "yaml";
import { formatPath, isSettings, type Settings, type SettingsPath } from "./merge-settings";
import type { PlatformProblem } from "./platform-file-error";

/** A line and a column, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A YAML file, with the way from its values back to lines and columns. */
export class YamlSource {
  /** What is wrong with the file as YAML. */
  readonly problems: readonly PlatformProblem[];
  /** Whether what the file says can be told in spite of the problems. */
  readonly isReadable: boolean;
  /** The settings; empty if there are none. */
  readonly settings: Settings;

  private readonly lines = new LineCounter();
  private readonly root: ParsedNode | null;

  constructor(source: string) {
    const document = parseDocument(source, { lineCounter: this.lines, prettyErrors: false });
    this.root = document.contents;
    const problems: PlatformProblem[] = [];
    const hasTabs = document.errors.some(({ code }) => code === "TAB_AS_INDENT");
    let isReadable = true;
    for (const { code, message, pos } of document.errors) {
      const [offset] = pos;
      const isDuplicate = code === "DUPLICATE_KEY";
      const isTab = code === "TAB_AS_INDENT";
      if (isDuplicate) problems.push(this.duplicateKey(offset));
      // What else is wrong with the syntax follows from the tabs.
      else if (isTab || !hasTabs)
        problems.push({ ...this.position(offset), key: "", message: syntaxMessage(code, message) });
      if (!isDuplicate && !isTab) isReadable = false;
    }
    const settings = isReadable ? this.toSettings(document, problems) : undefined;
    this.problems = problems;
    this.isReadable = settings !== undefined;
    this.settings = settings ?? {};
  }

  /** Where a value stands; the nearest value around it, if it does not stand in the file. */
  valueAt(path: SettingsPath): Position {
    let node: unknown = this.root;
    let found = this.startOf(this.root);
    for (const key of path) {
      const pair = isMap(node) ? pairOf(node, String(key)) : undefined;
      const inner = isSeq(node) && typeof key === "number" ? node.items[key] : pair?.value;
      if (inner === undefined && pair === undefined) return found;
      // A key without a value: the key is what there is to point at.
      const isEmpty = isScalar(inner) && inner.value === null;
      found = this.startOf(pair !== undefined && (isEmpty || isMap(inner)) ? pair.key : inner);
      node = inner;
    }
    return found;
  }

  /** Where a key of a map stands. */
  keyAt(path: SettingsPath): Position {
    const pair = this.pairAt(path);
    return pair === undefined ? this.valueAt(path) : this.startOf(pair.key);
  }

  /** How many steps of a path the file holds. */
  depthOf(path: SettingsPath): number {
    let node: unknown = this.root;
    for (const [depth, key] of path.entries()) {
      if (isMap(node)) {
        const pair = pairOf(node, String(key));
        if (pair === undefined) return depth;
        node = pair.value;
      } else if (isSeq(node) && typeof key === "number" && key < node.items.length) node = node.items[key];
      else return depth;
    }
    return path.length;
  }

  private pairAt(path: SettingsPath) {
    return pairOf(this.around(path), String(path.at(-1)));
  }

  /** The map or list that a path's last step leads through. */
  private around(path: SettingsPath): unknown {
    let node: unknown = this.root;
    for (const key of path.slice(0, -1)) {
      if (isMap(node)) node = pairOf(node, String(key))?.value;
      else if (isSeq(node) && typeof key === "number") node = node.items[key];
    }
    return node;
  }

  private toSettings(document: ReturnType<typeof parseDocument>, problems: PlatformProblem[]): Settings | undefined {
    if (isScalar(this.root) || this.root === null) {
      const isEmpty = this.root === null || (isScalar(this.root) && this.root.value === null);
      const value = isScalar(this.root) ? `holds ${JSON.stringify(this.root.value)}` : "is empty";
      problems.push({
        line: 1,
        column: 1,
        key: "",
        message: `the file ${isEmpty ? "is empty" : value}; it must have the key "clusters"`,
      });
      return undefined;
    }
    try {
      const settings: unknown = document.toJS();
      if (isSettings(settings)) return settings;
      problems.push({ line: 1, column: 1, key: "", message: 'the file holds a list; it must have the key "clusters"' });
    } catch (error) {
      // What the parser leaves to the reader: aliases of anchors that are not there, or too many of them.
      problems.push({ line: 1, column: 1, key: "", message: error instanceof Error ? error.message : String(error) });
    }
    return undefined;
  }

  private duplicateKey(offset: number): PlatformProblem {
    const path = this.pathOf(offset, this.root, []) ?? [];
    const first = this.firstKey(path);
    const before = first === undefined ? "" : ` (first in line ${first.line})`;
    const message = `duplicate key "${path.at(-1) ?? ""}"${before}; every key must be there once: rename or remove one`;
    return { ...this.position(offset), key: formatPath(path), message };
  }

  private firstKey(path: SettingsPath): Position | undefined {
    const map = this.around(path);
    const pair = isMap(map)
      ? map.items.find((item) => isScalar(item.key) && String(item.key.value) === path.at(-1))
      : undefined;
    return pair === undefined ? undefined : this.startOf(pair.key);
  }

  private pathOf(offset: number, node: unknown, path: SettingsPath): SettingsPath | undefined {
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        if (!isScalar(key)) continue;
        const here = [...path, String(key.value)];
        if (key.range?.[0] === offset) return here;
        const deeper = this.pathOf(offset, value, here);
        if (deeper !== undefined) return deeper;
      }
    }
    if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) {
        const deeper = this.pathOf(offset, item, [...path, index]);
        if (deeper !== undefined) return deeper;
      }
    }
    return undefined;
  }

  private startOf(node: unknown): Position {
    const offset = isNode(node) ? node.range?.[0] : undefined;
    return this.position(offset ?? 0);
  }

  private position(offset: number): Position {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

/** The last pair of a key counts, as it does for the value. */
function pairOf(map: unknown, key: string) {
  if (!isMap(map)) return undefined;
  return map.items.findLast((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key);
}

function syntaxMessage(code: string, message: string): string {
  if (code === "TAB_AS_INDENT") return "a tab is used for indentation; YAML allows spaces alone: replace it";
  if (code === "MULTIPLE_DOCS") return "the file holds several documents, separated by ---; it must hold one";
  return `not YAML: ${message}`;
}
