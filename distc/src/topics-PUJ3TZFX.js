import{a}from"./chunk-OYVZH5I3.js";export{a as topics};
