/** Processor architecture of an image or instance type. */
export type Architecture = "x86_64" | "arm64";

/** What an instance type has beside its processors: NVIDIA GPUs, or AWS's own Inferentia and Trainium. */
export type Accelerator = "nvidia" | "neuron";

/** Whether a text has the form of an instance type, such as `m7i.large`. */
export function isInstanceType(text: string): boolean {
  return /^[a-z][a-z\d-]*\.[a-z\d-]+$/.test(text);
}

/**
 * Architecture of an instance type by its name: Graviton has a `g` among the attributes behind the generation, as in
 * `m7g.large` or `c6gn.xlarge`; `a1` was the first of them. Grace comes with Blackwell, as in `p6e-gb200.36xlarge`.
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function architectureOf(instanceType: string): Architecture {
  return /^(a1|[a-z]+\d+[a-z]*g[a-z]*|[a-z]+\d+[a-z]*-gb\d+)\./.test(instanceType) ? "arm64" : "x86_64";
}

/**
 * Accelerator of an instance type by its name: the families `p`, `g` and `gr` have NVIDIA GPUs, but for `g4ad` with AMD's;
 * `inf` and `trn` have AWS's own chips.
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/ac.html
 */
export function acceleratorOf(instanceType: string): Accelerator | undefined {
  if (/^(inf|trn)\d/.test(instanceType)) return "neuron";
  return /^(p|g|gr)\d/.test(instanceType) && !instanceType.startsWith("g4ad.") ? "nvidia" : undefined;
}
