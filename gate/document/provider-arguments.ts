import type { Draft } from "./instances";
import { own } from "./records";
import { factsArgument } from "./user-data/user-data";
import { shapeOf } from "./values";

/**
 * Which arguments the provider of an input has. Terraform shows every one of a managed resource, `null` where it was left out; one that
 * is neither among the values nor among what is unknown came with a later provider.
 */
export class ProviderArguments {
  private readonly lacking = new Map<string, readonly string[]>();

  /** Notes what the provider lacks for a resource; the same for all of its type. */
  note(instance: Draft, values: object, unknown: unknown): void {
    if (instance.mode !== "managed") {
      return;
    }
    let lacks = this.lacking.get(instance.type);
    if (lacks === undefined) {
      lacks = Object.keys(shapeOf(instance.type) ?? {}).filter(
        (name) => name !== factsArgument && !Object.hasOwn(values, name) && own(unknown, name) === undefined,
      );
      this.lacking.set(instance.type, lacks);
    }
    if (lacks.length > 0) {
      instance.lacks = lacks;
    }
  }
}
