import { styles as base } from "../responsibilities/index";

/** Of the page: what the table of responsibilities has, and what is shown beside it here. Colours are only those of the base. */
export const styles = `${base}body { max-width: 96rem; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 0.5rem; top: 0.5rem; padding: 0.5rem 0.75rem; background: var(--back); border: 2px solid var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
h3 { margin: 1.5rem 0 0.5rem; font-size: 1.1rem; overflow-wrap: anywhere; }
h4 { margin: 1.25rem 0 0.35rem; font-size: 1rem; overflow-wrap: anywhere; }
.verdict { margin: 1rem 0; padding: 0.75rem 1rem; border: 1px solid var(--line); border-left: 0.5rem solid currentColor; background: var(--head); font-weight: 600; overflow-wrap: anywhere; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; }
dl { margin: 0.5rem 0; }
dl > div { display: grid; grid-template-columns: 8rem minmax(0, 1fr); gap: 0 0.75rem; padding: 0.2rem 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
p { overflow-wrap: anywhere; }
.quiet { color: var(--quiet); font-weight: 400; }
.finding { margin: 0.75rem 0; padding: 0.75rem 1rem; border: 1px solid var(--line); border-left: 0.35rem solid var(--quiet); border-radius: 4px; }
.finding.fail { color: var(--text); border-left-color: var(--fail); }
.finding.undetermined, .finding.waived { color: var(--text); border-left-color: var(--undetermined); }
.finding h4 { margin: 0; }
.finding p { margin: 0.35rem 0; }
.finding .address { font-weight: 600; }
summary h3 { display: inline; }
.cluster { margin: 1rem 0; padding: 0.75rem 1rem; border: 1px solid var(--line); border-radius: 4px; }
.cluster > summary { margin-bottom: 0.5rem; }
details.flow, .fold details { margin: 0.35rem 0; }
details.flow > summary { overflow-wrap: anywhere; }
details.flow[open] { padding-bottom: 0.75rem; border-bottom: 1px solid var(--line); }
details > .scroll, details > dl, details > p, .fold > details, .fold ul { margin-left: 1rem; }
.cluster > .scroll, .cluster > p { margin-left: 0; }
.cluster table { min-width: 56rem; table-layout: auto; }
.cluster thead th:nth-child(n) { width: auto; }
.cluster th, .cluster td { overflow-wrap: normal; }
.cluster .long { min-width: 16rem; overflow-wrap: anywhere; }
.cluster .hop { min-width: 13rem; }
.cluster .outcome { white-space: nowrap; }
.figure { border: 1px solid var(--line); padding: 0.5rem; }
.network { display: block; font: 12px/1.3 system-ui, sans-serif; }
.network text { fill: var(--text); }
.network .name { font-size: 11.5px; font-weight: 600; }
.network .small { font-size: 11.5px; }
.network .zone { fill: var(--quiet); font-weight: 600; }
.network rect { fill: var(--back); stroke: var(--line); }
.network .vpc, .network .outside, .network .gateway { fill: var(--head); stroke: var(--quiet); }
.network .subnet { stroke: var(--quiet); }
.network .public { stroke-width: 2.5; }
.network .private { stroke-width: 1.5; }
.network .isolated { stroke-width: 1; }
.network .unsure { stroke-dasharray: 5 4; }
.network .chip { fill: var(--head); stroke: var(--quiet); }
.network .control-plane { stroke: var(--link); stroke-width: 2; }
.network .joint { fill: none; stroke: var(--link); stroke-dasharray: 1 3; }
.network .line { fill: none; stroke: currentColor; stroke-width: 2; stroke-linejoin: round; }
.network .flow { color: var(--undetermined); }
.network .flow.allowed { color: var(--pass); }
.network .flow.blocked { color: var(--fail); }
.network .blocked .line { stroke-dasharray: 8 5; }
.network .undetermined .line { stroke-dasharray: 2 4; }
.network .head { fill: currentColor; }
.network .badge { fill: var(--back); stroke: currentColor; stroke-width: 1.5; }
.network .number { fill: currentColor; font-size: 11px; font-weight: 600; }
@media (max-width: 40rem) { body { padding: 0.75rem; } dl > div { grid-template-columns: minmax(0, 1fr); } }
@media print { nav, .skip { display: none; } .finding, .cluster { break-inside: avoid-page; } .network { max-width: 100%; height: auto; } }
`;
