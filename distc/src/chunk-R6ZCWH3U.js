import{b as u}from"./chunk-XHXQVOAS.js";import{d as m}from"./chunk-2CJDNWHU.js";import{a as d}from"./chunk-XI2CBNJR.js";import{a}from"./chunk-GYXL6YHI.js";import{a as i,c as p}from"./chunk-JK6LZXIU.js";var b={...u,ends:{...p,[i.timeout]:"The time of --timeout was up; they go on."},async run(e,o){let{terminal:t,context:r,json:s}=e;e.listenForInterruption().addEventListener("abort",()=>r.wake.nudge(),{once:!0});let n=await u.run(r,o);return s?a(t,n):n.is!=="interrupted"&&n.tasks.length>0?t.out(`${m(n.tasks,d(t.color),t.columns()).join(`
`)}
`):n.is==="complete"&&t.err(`nothing to wait for
`),n.is==="timeout"&&t.err(`gave up waiting; the tasks go on
`),f(n)}};function y(e,o){let t=e.listenForInterruption();return new Promise((r,s)=>{if(t.aborted)return r(void 0);t.addEventListener("abort",()=>r(void 0),{once:!0}),o().then(r,s)})}var f=e=>e===void 0?i.interrupted:c[e.is],c={complete:i.ok,incomplete:i.failed,timeout:i.timeout,interrupted:i.interrupted};export{b as a,y as b,f as c};
