# METADATA
# title: What network ACLs decide
# description: >-
#   The entries of an ACL, in the order of their numbers, applied to traffic with a peer's range on a range of ports. Where parts of the
#   peer's range are treated differently, the answer is not known.
package eksgate.lib.acl_decisions

import data.eksgate.lib.network_acls
import data.eksgate.lib.ranges
import data.eksgate.lib.values

# Whether an ACL passes traffic of a protocol to or from a peer's range, on every port from `first` to `last`.
# `peer` is a range, or `null` where it is not known.
passes(acl, direction, family, peer, protocol, first, last) := values.maybe if {
	network_acls.unread[acl]
} else := min({_on_port(sorted, family, atoms, protocol, port) | some port in _port_starts(sorted, first, last)}) if {
	sorted := network_acls.entries_of(acl, direction)
	atoms := _atoms(sorted, family, peer)
}

# The same for answers to the control plane, whose client ports AWS does not document: blocked where none of the ports passes that
# Linux takes by default, open where every unprivileged one does.
passes_any_client(acl, direction, family, peer, protocol) := values.maybe if {
	network_acls.unread[acl]
} else := values.yes if {
	passes(acl, direction, family, peer, protocol, 1024, 65535) == values.yes
} else := values.no if {
	sorted := network_acls.entries_of(acl, direction)
	atoms := _atoms(sorted, family, peer)
	max({_on_port(sorted, family, atoms, protocol, port) | some port in _port_starts(sorted, 32768, 60999)}) == values.no
} else := values.maybe

# The numbers of the entries that decide about some of that traffic, those that deny alone where there are any: of the entries that certainly
# match the first, 32767 where none does.
deciding(acl, direction, family, peer, protocol, ports) := _denying_or_all({_first_certain(_all_matches(sorted, family, atom, protocol, port)) |
	some port in _port_starts(sorted, ports[0], ports[1])
	some atom in _atoms(sorted, family, peer)
}) if {
	sorted := network_acls.entries_of(acl, direction)
}

_denying_or_all(deciding) := denying if {
	denying := {match[0] | some match in deciding; match[1] == "deny"}
	count(denying) > 0
} else := {match[0] | some match in deciding}

# The ports at which the decision can change. Of ports that are not known none follows, and none is greater than another.
_port_starts(acl_entries, first, last) := {first} | {port |
	some port in ({entry.from | some entry in acl_entries} | {after | some entry in acl_entries; after := entry.to + 1})
	port > first
	port <= last
}

# The parts of a peer's range that the entries tell apart, each by the range that holds it and nothing smaller does. Of the internet,
# the parts that are not public are left out.
_atoms(acl_entries, family, peer) := {null} if {
	peer == null
} else := {atom |
	some atom in candidates
	smaller := {range | some range in candidates; not net.cidr_contains(range, atom)}
	not ranges.cover(smaller, atom)
	not _beside_the_internet(peer, atom)
} if {
	candidates := {peer} | {range |
		some entry in acl_entries
		range := entry.ranges[family]
		net.cidr_contains(peer, range)
	}
}

_beside_the_internet(peer, atom) if {
	peer == ranges.everything.ipv4
	ranges.private(atom)
}

# What the entries decide on one port: for all parts of the peer's range alike, or not known where they differ.
_on_port(acl_entries, family, atoms, protocol, port) := value if {
	decisions := {_first_match(acl_entries, family, atom, protocol, port) | some atom in atoms}
	value := object.get({1: max(decisions)}, count(decisions), values.maybe)
}

# An entry whose number is not known may stand before any: `null` sorts before every number.
_first_match(acl_entries, family, atom, protocol, port) := _decision(first[1], count(contesting)) if {
	matches := _all_matches(acl_entries, family, atom, protocol, port)
	first := _first_certain(matches)
	contesting := [match |
		some match in matches
		match[0] <= first[0]
		match[1] != first[1]
	]
}

# Number, action and how sure it is of the entries that may match.
_all_matches(acl_entries, family, atom, protocol, port) := [[entry.number, entry.action, sureness] |
	some entry in acl_entries
	sureness := _matches(entry, family, atom, protocol, port)
	sureness != values.no
]

# What no entry matches is denied by the last one, which every ACL has.
_first_certain(matches) := sort(array.concat(certain, [[32767, "deny", values.yes]]))[0] if {
	certain := [match | some match in matches; match[2] == values.yes; is_number(match[0])]
}

_decision(action, contesting) := values.maybe if {
	contesting > 0
} else := object.get({"allow": values.yes, "deny": values.no}, action, values.maybe)

_matches(entry, family, atom, protocol, port) := min([
	_protocol_matches(entry, protocol),
	_port_matches(entry, port),
	_range_matches(entry, family, atom),
])

_protocol_matches(entry, protocol) := values.maybe if {
	entry.protocol == null
} else := values.yes if {
	entry.protocol in {"-1", protocol}
} else := values.no

# Of all protocols, ports do not count.
_port_matches(entry, port) := values.yes if {
	entry.protocol == "-1"
} else := values.maybe if {
	null in {entry.from, entry.to}
} else := values.yes if {
	entry.from <= port
	port <= entry.to
} else := values.maybe if {
	entry.protocol == null
} else := values.no

_range_matches(entry, family, atom) := values.no if {
	not family in object.keys(entry.ranges)
} else := values.maybe if {
	entry.ranges[family] == null
} else := object.get({ranges.everything[family]: values.yes}, entry.ranges[family], values.maybe) if {
	atom == null
} else := values.yes if {
	net.cidr_contains(entry.ranges[family], atom)
} else := values.no
