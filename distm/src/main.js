#!/usr/bin/env node
import{a as t}from"./chunk-K5O424NE.js";import c from"node:module";import{isAbsolute as i,join as n}from"node:path";m();try{await import("./app-cli-RIE4QBIH.js")}catch(e){a(e)}function a(e){if(typeof e.errno!="number"||process.env.AGENT_DEBUG==="1")throw e;let[,o=e.message]=/^[A-Z0-9]+: (.*)/.exec(e.message)??[];t.writeSync(2,`error: ${o}
hint: AGENT_DEBUG=1 shows where that was
`),process.exitCode=1}function m(){let{enableCompileCache:e}=c,o=process.env.XDG_CACHE_HOME||n(process.env.HOME??"",".cache"),r=n(o,"orchestra");e&&i(r)&&s(o)&&s(r)&&e(r)}function s(e){try{return t.mkdirSync(e,448),!0}catch(o){return o.code==="EEXIST"}}
