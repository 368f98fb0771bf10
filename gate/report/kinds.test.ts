import { expect, test } from "vitest";

import { areasOf } from "./kinds";

test("resources are told by part of the platform, in words, the important ones first", () => {
  expect(
    areasOf({
      aws_eks_cluster: 1,
      aws_iam_role: 2,
      aws_route_table: 3,
      aws_subnet: 9,
      aws_vpc: 1,
      aws_vpc_security_group_egress_rule: 2,
      aws_vpc_security_group_ingress_rule: 5,
      aws_security_group: 1,
      random_pet: 1,
      aws_codebuild_fleet_policy: 2,
    }),
  ).toEqual([
    { name: "network", kinds: ["1 VPC", "9 subnets", "3 route tables"] },
    { name: "traffic", kinds: ["1 security group", "7 security group rules"] },
    { name: "control plane", kinds: ["1 EKS cluster"] },
    { name: "identity", kinds: ["2 IAM roles"] },
    { name: "other", kinds: ["1 pet", "2 codebuild fleet policies"] },
  ]);
});
