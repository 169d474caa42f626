import{c as o,e as s}from"./chunk-SIIREK3Q.js";function f({out:t,columns:e},{id:n,agent:i,title:a},r){let u=r?n:`${n}  ${i}  ${s(a)}`;t(`${o(u,e()??1/0)}
`)}function l({err:t},e){let n=e.find(({number:i})=>i===1);n?.simulated&&n.agent!=="simulated"&&t(`note: no real agent is set up, so ${n.agent} is simulated; see orchestra init
`)}export{f as a,l as b};
