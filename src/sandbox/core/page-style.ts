/** The look of all pages: one sheet, light and dark, readable at phone width, no outside resources. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#f4f6f9;--card:#fff;--line:#e0e6ee;--text:#1f2a3a;--soft:#5d6b80;--accent:#0b6e75;--on-accent:#fff;
--good:#1d8a53;--fair:#b7791f;--poor:#c2410c;--bad:#b42318;--chip:#fdece4;--chip-text:#8f2d0c;--shadow:0 1px 2px #16223314,0 4px 14px #1622330d}
@media (prefers-color-scheme:dark){:root{--bg:#12171f;--card:#1b222c;--line:#2d3846;--text:#e6ebf2;--soft:#98a6b9;--accent:#3fb7be;--on-accent:#06232a;
--good:#4ac585;--fair:#e0a94a;--poor:#f08a5b;--bad:#f0736a;--chip:#3d2419;--chip-text:#ffb895;--shadow:none}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.bar{display:flex;gap:1rem;align-items:center;background:var(--card);border-bottom:1px solid var(--line);padding:.6rem 1.25rem;flex-wrap:wrap}
.bar .brand{font-weight:700;color:var(--text)}.bar .tag{font-size:.75rem;color:var(--soft);border:1px solid var(--line);border-radius:99px;padding:.05rem .55rem}
.bar nav{display:flex;gap:1rem;margin-left:auto}
main{max-width:1240px;margin:0 auto;padding:1.25rem;display:grid;gap:1.25rem}
.record{grid-template-columns:minmax(15rem,19rem) minmax(0,1fr) minmax(15rem,19rem);align-items:start}
@media (max-width:1020px){.record{grid-template-columns:minmax(15rem,18rem) minmax(0,1fr)}.record>.side{grid-column:1/-1}}
@media (max-width:720px){.record{grid-template-columns:minmax(0,1fr)}main{padding:.75rem;gap:.75rem}}
.column{display:grid;gap:1.25rem;min-width:0}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;box-shadow:var(--shadow);padding:1.1rem 1.2rem;min-width:0}
h1{font-size:1.25rem;margin:0;line-height:1.25;overflow-wrap:anywhere}h2{font-size:.95rem;margin:0 0 .75rem}
.soft{color:var(--soft)}.small{font-size:.83rem}
.who{display:flex;gap:.9rem;align-items:center}
.avatar{flex:none;width:3.4rem;height:3.4rem;border-radius:50%;display:grid;place-items:center;font-weight:700;font-size:1.15rem;background:var(--accent);color:var(--on-accent)}
.avatar.square{border-radius:12px}
dl{margin:0;display:grid;gap:.65rem}dt{font-size:.78rem;color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}dd.none{color:var(--soft)}
.grid{grid-template-columns:repeat(auto-fill,minmax(13rem,1fr))}
details{border-top:1px solid var(--line);padding:.7rem 0}details:first-of-type{border-top:0}summary{cursor:pointer;font-weight:600}details[open] summary{margin-bottom:.75rem}
.health{display:flex;gap:1.2rem;align-items:center;flex-wrap:wrap}
.ring{--v:0;flex:none;width:6.2rem;height:6.2rem;border-radius:50%;display:grid;place-items:center;background:radial-gradient(closest-side,var(--card) 79%,transparent 80% 100%),conic-gradient(var(--c,var(--soft)) calc(var(--v)*1%),var(--line) 0)}
.ring b{font-size:1.7rem;line-height:1}.ring span{display:block;font-size:.7rem;color:var(--soft);text-align:center}
.good{--c:var(--good)}.fair{--c:var(--fair)}.poor{--c:var(--poor)}.bad{--c:var(--bad)}
.grade{display:inline-grid;place-items:center;min-width:2rem;height:2rem;padding:0 .5rem;border-radius:8px;font-weight:700;color:#fff;background:var(--c,var(--soft))}
@media (prefers-color-scheme:dark){.grade{color:#10151c}}
.facts{flex:1;min-width:9rem;display:grid;gap:.4rem}
.chips{display:flex;gap:.4rem;flex-wrap:wrap;margin:.9rem 0 0;padding:0;list-style:none}
.chips li{background:var(--chip);color:var(--chip-text);border-radius:99px;padding:.15rem .7rem;font-size:.83rem}
.next{margin-top:.9rem;border-left:3px solid var(--accent);padding:.35rem .8rem;background:color-mix(in srgb,var(--accent) 8%,transparent);border-radius:0 8px 8px 0}
form.fields{display:grid;gap:.8rem;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr))}
label{display:grid;gap:.2rem;font-size:.78rem;color:var(--soft);min-width:0}
input,select{font:inherit;color:var(--text);background:var(--bg);border:1px solid var(--line);border-radius:8px;padding:.45rem .6rem;width:100%;min-width:0}
button{font:inherit;font-weight:600;color:var(--on-accent);background:var(--accent);border:0;border-radius:8px;padding:.5rem 1.1rem;cursor:pointer}
.wide{grid-column:1/-1}.inline{display:flex;gap:.6rem;flex-wrap:wrap;align-items:end}.inline label{flex:1 1 10rem}
.note{border-radius:8px;padding:.6rem .9rem;margin:0 0 1rem;border:1px solid var(--line)}.note.ok{border-color:var(--good);color:var(--good)}.note.error{border-color:var(--bad);color:var(--bad)}
ol.history{list-style:none;margin:0;padding:0;display:grid;gap:.9rem}ol.history li{border-left:2px solid var(--line);padding-left:.8rem}
.change{overflow-wrap:anywhere}.change s{color:var(--soft)}
ul.links{list-style:none;margin:0;padding:0;display:grid;gap:.5rem}ul.links li{overflow-wrap:anywhere}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.5rem .6rem;border-bottom:1px solid var(--line);white-space:nowrap}
td.name{white-space:normal;min-width:11rem}th{font-size:.78rem;color:var(--soft);font-weight:600}
.tiles{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr))}.tiles b{font-size:1.6rem;display:block}
code{font:.85em/1.4 ui-monospace,SFMono-Regular,Menlo,monospace;overflow-wrap:anywhere}
`;
