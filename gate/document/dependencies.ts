import type { Blocks, Draft } from "./instances";
import { isResourceType } from "./values";

/** An address without the indexes of its modules and of the instance, as Terraform's own graph knows it. */
export function withoutIndexes(address: string): string {
  return address.includes("[") ? address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, "") : address;
}

const moduleCall = /(?:^|\.)module\.[^.]+$/;

/**
 * What resources wait for beside what they refer to. A reference that is followed through another resource to where it comes from still waits for
 * that one; and what the policies do not read (`time_sleep`, `null_resource`) stands for what it waits for itself.
 */
export class Dependencies {
  private readonly byBase = new Map<string, Draft[]>();
  private readonly baseOf = new Map<string, string>();
  private readonly modules = new Set<string>();
  private readonly written = new Map<Draft, ReadonlySet<string>>();
  private readonly declared = new Set<string>();

  /** Notes what is written, before references are followed. */
  constructor(private readonly blocks: Blocks) {
    const drafts = blocks.drafts();
    for (const draft of drafts) {
      const base = withoutIndexes(draft.address);
      this.baseOf.set(draft.address, base);
      const instances = this.byBase.get(base) ?? [];
      this.byBase.set(base, instances);
      instances.push(draft);
      this.noteModules(draft);
    }
    for (const draft of drafts) {
      this.written.set(draft, targetsOf(draft));
    }
    for (const base of blocks.bases()) {
      this.declared.add(withoutIndexes(base));
    }
  }

  /** Completes `depends_on` of each resource, after references were followed. */
  complete(): void {
    const completed = new Map<Draft, readonly string[]>();
    for (const [draft, before] of this.written) {
      const after = targetsOf(draft);
      const followed = [...before].filter((address) => !after.has(address));
      const names = [...(draft.depends_on ?? []), ...this.basesOf(followed)];
      if (names.length > 0 && isResourceType(draft.type)) {
        completed.set(draft, [...new Set(names.flatMap((name) => this.through(name, new Set())))]);
      }
    }
    for (const [draft, names] of completed) {
      if (names.length > 0) {
        draft.depends_on = names;
      } else {
        delete draft.depends_on;
      }
    }
  }

  private noteModules(draft: Draft): void {
    let module = draft.module === undefined ? "" : withoutIndexes(draft.module);
    while (module !== "" && !this.modules.has(module)) {
      this.modules.add(module);
      module = module.replace(/\.?module\.[^.]+$/, "");
    }
  }

  private basesOf(addresses: Iterable<string>): string[] {
    return [...addresses].flatMap((address) => this.baseOf.get(address) ?? []);
  }

  /** What a name that is waited for means to the policies: itself, or what it waits for. */
  private through(name: string, visited: Set<string>): string[] {
    if (visited.has(name)) {
      return [];
    }
    visited.add(name);
    const [first, ...others] = this.byBase.get(name) ?? [];
    if (first === undefined) {
      return this.isNothing(name) ? [] : [name];
    }
    if (isResourceType(first.type)) {
      return [name];
    }
    return [first, ...others].flatMap((draft) => {
      const names = [...(draft.depends_on ?? []), ...this.basesOf(this.written.get(draft) ?? [])];
      const reached = names.flatMap((next) => this.through(next, visited));
      return isWhollyTold(draft) ? reached : [name, ...reached];
    });
  }

  /** A block or a module without instances. */
  private isNothing(name: string): boolean {
    return this.blocks.complete && (this.declared.has(name) || (moduleCall.test(name) && !this.modules.has(name)));
  }
}

function targetsOf(draft: Draft): Set<string> {
  const targets = new Set<string>();
  for (const references of Object.values(draft.edges)) {
    for (const reference of references) {
      for (const { to } of reference.targets) {
        targets.add(to);
      }
    }
  }
  return targets;
}

function isWhollyTold(draft: Draft): boolean {
  return Object.values(draft.edges).every((references) =>
    references.every(({ certainty, reference }) => certainty !== "unknown" || reference.startsWith("var.")),
  );
}
