import { dependable, type ITerraformDependable, type TerraformResource } from "cdktf";

/** Makes a resource wait for another one after it was made. */
export function dependOn(resource: TerraformResource, dependency: ITerraformDependable): void {
  const reference = dependable(dependency);
  if (resource.dependsOn?.includes(reference) === true) return;
  resource.dependsOn = [...(resource.dependsOn ?? []), reference];
}
