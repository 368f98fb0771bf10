# METADATA
# title: Minor versions of Kubernetes
# description: The minor version that a text states, and that of a control plane.
package eksgate.lib.kubernetes_minors

import data.eksgate.lib.clusters

# Undefined where the text states none.
of(version) := to_number(trim_prefix(version, "1.")) if regex.match(`^1\.[0-9]+$`, version)

_control_plane[cluster] := of(resource.values.version) if some cluster, resource in clusters.all

control_plane := _control_plane
