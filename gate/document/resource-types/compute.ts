import { launchTemplateReference, strings, type TypeTable, tagged, tags, userDataFacts } from "./shape";

const metadataOptions = [
  { http_endpoint: "string", http_tokens: "string", http_put_response_hop_limit: "number" },
] as const;

const ebs = { delete_on_termination: "boolean", encrypted: "boolean", kms_key_id: "string" } as const;
const classicMapping = [{ device_name: "string", ...ebs, no_device: "boolean" }] as const;

/** What starts nodes: launch templates, Auto Scaling groups and images. */
export const computeTypes = {
  aws_ami: {
    architecture: "string",
    filter: [{ name: "string", values: strings }],
    image_id: "string",
    name: "string",
    name_regex: "string",
    owners: strings,
    platform: "string",
  },
  aws_autoscaling_group: {
    availability_zones: strings,
    desired_capacity: "number",
    max_size: "number",
    min_size: "number",
    launch_configuration: "string",
    launch_template: launchTemplateReference,
    mixed_instances_policy: [
      {
        launch_template: [
          {
            launch_template_specification: [
              { launch_template_id: "string", launch_template_name: "string", version: "string" },
            ],
            override: [
              {
                instance_type: "string",
                launch_template_specification: [
                  { launch_template_id: "string", launch_template_name: "string", version: "string" },
                ],
              },
            ],
          },
        ],
      },
    ],
    tag: [{ key: "string", value: "string" }],
    tags: [{ key: "string", value: "string" }],
    vpc_zone_identifier: strings,
  },
  aws_launch_configuration: {
    associate_public_ip_address: "boolean",
    ebs_block_device: classicMapping,
    iam_instance_profile: "string",
    image_id: "string",
    instance_type: "string",
    metadata_options: metadataOptions,
    name: "string",
    root_block_device: [ebs],
    security_groups: strings,
    user_data_facts: userDataFacts,
  },
  aws_ebs_encryption_by_default: { enabled: "boolean" },
  aws_launch_template: {
    block_device_mappings: [
      {
        device_name: "string",
        // Booleans of templates are strings to the provider.
        ebs: [ebs],
        no_device: "string",
        virtual_name: "string",
      },
    ],
    default_version: "string",
    iam_instance_profile: [{ arn: "string", name: "string" }],
    image_id: "string",
    instance_type: "string",
    latest_version: "string",
    metadata_options: metadataOptions,
    name: "string",
    network_interfaces: [
      {
        associate_public_ip_address: "boolean",
        device_index: "number",
        network_card_index: "number",
        network_interface_id: "string",
        security_groups: strings,
        subnet_id: "string",
      },
    ],
    security_group_names: strings,
    ...tagged,
    tag_specifications: [{ resource_type: "string", tags }],
    update_default_version: "boolean",
    user_data_facts: userDataFacts,
    vpc_security_group_ids: strings,
  },
  aws_ssm_parameter: { insecure_value: "string", name: "string" },
} as const satisfies TypeTable;
