import{b as a,c as b,d as c,e as d,f as e,g as f}from"./chunk-SIIREK3Q.js";export{a as displayWidth,e as firstLine,c as harmless,d as oneLine,f as quoted,b as truncate};
