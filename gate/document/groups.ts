/** Disjoint sets of names, joined in nearly linear time. */
export class Groups {
  private readonly parents = new Map<string, string>();

  add(name: string): void {
    if (!this.parents.has(name)) {
      this.parents.set(name, name);
    }
  }

  find(name: string): string {
    let root = name;
    for (
      let parent = this.parents.get(root);
      parent !== undefined && parent !== root;
      parent = this.parents.get(root)
    ) {
      root = parent;
    }
    let walked = name;
    while (walked !== root) {
      const next = this.parents.get(walked) ?? root;
      this.parents.set(walked, root);
      walked = next;
    }
    return root;
  }

  union(a: string, b: string): void {
    this.add(a);
    this.add(b);
    const rootOfA = this.find(a);
    const rootOfB = this.find(b);
    if (rootOfA !== rootOfB) {
      this.parents.set(rootOfB, rootOfA);
    }
  }
}
