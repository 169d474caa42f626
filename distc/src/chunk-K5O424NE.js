import{createRequire as o}from"node:module";var e=o(import.meta.url),s=e("node:fs"),t=()=>e("node:child_process");export{s as a,t as b};
